import type { Duplex } from 'node:stream';
import type { Settings } from '../config/settings.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { Clock } from '../ports/clock.ts';
import {
  type BoardProblem,
  type FirmataTable,
  openAnyBoard,
  openBoard,
  realTarget,
  stockTarget,
} from '../targets/board-target.ts';
import { listSerialPorts, openSerialPort, reasonOf } from '../targets/computer.ts';
import type { Target } from '../targets/target.ts';
import { CommandError, EXIT_HARDWARE } from './command-error.ts';
import { remediesFor } from './console-ports.ts';

const STOCK_BAUD = 57_600;

export interface BoardChoice {
  /** `--port`; without it the only port that there is. */
  readonly port: string | null;
  readonly settings: Settings;
  readonly wall: Clock;
}

/** Opens the board that was named, or the only one that there is; what is in the way ends the command with exit code 4. */
export async function openChosenBoard({ port, settings, wall }: BoardChoice): Promise<FirmataTable> {
  const place = port ?? (await onlyPort());
  const stream = await openChosenPort(place);
  process.stderr.write(`asking the board on ${place} ...\n`);
  const opened = await openBoard(stream, { place, settings, wall });
  if (!opened.ok) throw boardError(opened.problem);
  return opened.table;
}

/** For `run`: a board with stock Firmata will do, which speaks at its own speed. */
export async function openChosenTarget({
  port,
  settings,
  wall,
  occupancy,
}: BoardChoice & { readonly occupancy: Occupancy }): Promise<Target> {
  const place = port ?? (await onlyPort());
  process.stderr.write(`asking the board on ${place} ...\n`);
  const opened = await openAnyBoard(await openChosenPort(place), { place, settings, wall }, occupancy);
  if (opened.ok && opened.kind === 'upright') return realTarget(opened.table, wall);
  if (opened.ok) return stockTarget(opened.table, wall);
  if (opened.problem.code === 'UNPLUGGED' || opened.problem.code === 'FIRMWARE') throw boardError(opened.problem);
  process.stderr.write(`asking at ${STOCK_BAUD} baud, as stock Firmata speaks ...\n`);
  const stock = await openAnyBoard(await openChosenPort(place, STOCK_BAUD), { place, settings, wall }, occupancy);
  if (stock.ok) return stockTarget(stock.table, wall);
  throw boardError(stock.problem.code === 'FIRMWARE' ? stock.problem : opened.problem);
}

export async function openChosenPort(place: string, baudRate?: number): Promise<Duplex> {
  try {
    return await openSerialPort(place, baudRate);
  } catch (thrown) {
    const said = reasonOf(thrown);
    const message = `cannot open the board's port ${place}: ${said}`;
    throw new CommandError(EXIT_HARDWARE, 'PORT', message, '--port', await remediesFor(said, '--board sim'));
  }
}

export function boardError({ code, what, remedies }: BoardProblem): CommandError {
  return new CommandError(EXIT_HARDWARE, code, what, '--port', remedies);
}

export async function onlyPort(): Promise<string> {
  const ports = await listSerialPorts();
  const [first] = ports;
  if (first !== undefined && ports.length === 1) return first;
  if (first === undefined) {
    throw new CommandError(EXIT_HARDWARE, 'NO_PORT', 'no serial port was found here', '--port', [
      'plug the board in; a cable that only charges carries no data',
      'to try without a board: upright run --board uno-emulated',
    ]);
  }
  const message = 'there are several serial ports here: say which is the board';
  throw new CommandError(EXIT_HARDWARE, 'NO_PORT', message, '--port', [`--port ${ports.join(', or --port ')}`]);
}
