import type { Duplex } from 'node:stream';
import type { HostPlace } from '../../sim/bench/emulated-bench.ts';
import type { PlayedTable } from '../../sim/bench/rig-bench.ts';
import type { CreateBenchController } from '../../sim/bench/simulated-bench.ts';
import type { BenchTarget } from '../bench/bench-target.ts';
import type { BenchTargetName } from '../ports/bench-table.ts';
import { accessTo } from './board-access.ts';
import { openBoard } from './board-target.ts';
import { closeSerialPort, openSerialPort, openWallClock, reasonOf } from './computer.ts';
import { calibrate, openEmulatedBoard } from './emulated-board.ts';
import { prepareBoard } from './prepare-board.ts';
import type { BoardOptions } from './target.ts';

export type { HostPlace } from '../../sim/bench/emulated-bench.ts';
export type { BenchController, BenchControllerNeeds } from '../../sim/bench/simulated-bench.ts';

/** What the assembly of a bench gives to its targets. */
export interface BenchParts {
  readonly createController: CreateBenchController;
  readonly prepareHost: (place: HostPlace) => Promise<readonly string[]>;
  /** A target that does not answer for so long is given up, ms of the wall. */
  readonly silentMs: number;
  /** Serial ports of a real board and of the rig beside it; null where the target has none. */
  readonly port: string | null;
  readonly rig: string | null;
}

/** The targets that a bench can have here. */
export async function openBenchTarget(name: BenchTargetName, parts: BenchParts): Promise<BenchTarget> {
  switch (name) {
    case 'sim':
      return (await import('../../sim/bench/simulated-bench.ts')).simulatedBench(parts.createController);
    case 'uno-emulated':
      return openEmulatedBench(parts);
    case 'uno':
      return openRigBench(parts);
    default:
      return name satisfies never;
  }
}

/** Hazards that have nothing on a table to break, and the proof that shows each instead. */
export const hazardsShownElsewhere = async () => (await import('../../sim/faults-not-simulated.ts')).NOT_SIMULATED;

async function openEmulatedBench({ prepareHost, silentMs }: BenchParts): Promise<BenchTarget> {
  const [{ emulatedBench }, { readIntelHex }, { readArduinoFile }] = await Promise.all([
    import('../../sim/bench/emulated-bench.ts'),
    import('../../sim/emulated-uno/intel-hex.ts'),
    import('../../sim/emulated-uno/arduino-files.ts'),
  ]);
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(`this release's own firmware: ${image.because}`);
  return emulatedBench({
    flash: image.flash,
    prepare: prepareHost,
    silentMs,
    calibrate: async (table, settings) => {
      const board = await openEmulatedBoard(table, settings);
      await calibrate(board, settings);
      const { firmware } = board.table.facts;
      await board.table.close();
      return firmware;
    },
  });
}

/** A real board at one port and a rig at another. */
async function openRigBench({ prepareHost, port, rig }: BenchParts): Promise<BenchTarget> {
  const [{ rigBench }, { wallCycle }, { openRig }, { RIG_BAUD, CONTROLLER_ANALOG }, { pause }, wall] =
    await Promise.all([
      import('../../sim/bench/rig-bench.ts'),
      import('../../sim/bench/wall-cycle.ts'),
      import('../../boards/rig/open-rig.ts'),
      import('../../boards/rig/rig-wiring.ts'),
      import('../../boards/host/wall-time.ts'),
      openWallClock(),
    ]);
  const nowMs = () => wall.nowMs();
  return rigBench({
    analog: CONTROLLER_ANALOG,
    nowMs,
    wait: wallCycle(nowMs),
    openRig: async () => {
      if (rig === null) throw new Error('a rig needs its serial port');
      const stream = await openPortOf('rig', rig, RIG_BAUD);
      const opened = await openRig(stream, { place: rig, nowMs, pause, release: closeSerialPort });
      if (!opened.ok) throw new Error(opened.because);
      return opened.rig;
    },
    openHost: async (setup, played) => {
      if (port === null) throw new Error('a real board needs its serial port');
      const firmware = await readyBoard({ place: port, settings: setup.settings, wall }, played);
      await played.turn();
      const [{ FreeHost }, { freePort }] = await Promise.all([
        import('../../sim/bench/free-host.ts'),
        import('../../boards/host/free-port.ts'),
      ]);
      const instrument = setup.speaksScpi ? await freePort() : null;
      const scpiPort = instrument === null ? null : `tcp:${instrument}`;
      return FreeHost.spawnIn((place) => prepareHost({ ...place, port, scpiPort, setup, firmware }), instrument);
    },
  });
}

/** Prepares the board at a port for these settings, and lets go of it. Resolves with its firmware's name. */
async function readyBoard(options: BoardOptions, played: PlayedTable): Promise<string> {
  const opened = await openBoard(await openPortOf('board', options.place), options);
  if (!opened.ok) throw new Error(opened.problem.what);
  const { table } = opened;
  try {
    const { pause } = await import('../../boards/host/wall-time.ts');
    const nowMs = () => options.wall.nowMs();
    const board = await accessTo({ table, wait: pause, nowMs, turnByHand: null, hangUp: null });
    await prepareBoard(board, options.settings, played);
    return table.facts.firmware;
  } finally {
    await table.close();
  }
}

/** Rejects with what to do where it cannot be opened. */
async function openPortOf(who: 'board' | 'rig', path: string, baudRate?: number): Promise<Duplex> {
  try {
    return await openSerialPort(path, baudRate);
  } catch (thrown) {
    const option = who === 'rig' ? '--rig' : '--port';
    throw new Error(
      `cannot open the ${who}'s port ${path}: ${reasonOf(thrown)}; give the one that it is plugged into, by ${option}`,
    );
  }
}
