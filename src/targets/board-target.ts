import type { Duplex } from 'node:stream';
import type { FirmataTable } from '../../boards/firmata/firmata-table.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { Clock } from '../ports/clock.ts';
import type { TableHardware } from '../ports/table-hardware.ts';
import { bareTarget } from './bare-target.ts';
import { accessTo } from './board-access.ts';
import { closeSerialPort, openSerialPort } from './computer.ts';
import type { BoardOptions, Target } from './target.ts';

export type { BoardProblem } from '../../boards/firmata/board-problem.ts';
export type { FirmataTable } from '../../boards/firmata/firmata-table.ts';

/** The board with our firmware at the end of a serial port that is open. Where there is none, the port is let go. */
export async function openBoard(stream: Duplex, { place, settings, wall }: BoardOptions) {
  const [{ openFirmataTable }, { pause }] = await Promise.all([
    import('../../boards/firmata/open-firmata-table.ts'),
    import('../../boards/host/wall-time.ts'),
  ]);
  return openFirmataTable(stream, {
    place,
    settings,
    pause,
    nowMs: () => wall.nowMs(),
    openAgain: () => openSerialPort(place),
    release: closeSerialPort,
  });
}

/** The same, and a board with stock Firmata as well. */
export async function openAnyBoard(stream: Duplex, { place, settings, wall }: BoardOptions, occupancy: Occupancy) {
  const [{ openAnyTable }, { pause }] = await Promise.all([
    import('../../boards/firmata/open-firmata-table.ts'),
    import('../../boards/host/wall-time.ts'),
  ]);
  const line = { openAgain: () => openSerialPort(place), release: closeSerialPort };
  return openAnyTable(stream, { place, settings, pause, nowMs: () => wall.nowMs(), ...line }, occupancy);
}

/** Lamps, buzzer and display through johnny-five, in a thread of their own. */
export const openBoardPanel = async (table: FirmataTable) =>
  (await import('../../boards/firmata/panel/open-panel.ts')).openPanel(table);

/** A real table: nobody's hands and nobody's time but its own. */
export async function realTarget(hardware: FirmataTable, wall: Clock): Promise<Target> {
  const { pause } = await import('../../boards/host/wall-time.ts');
  const board = await accessTo({
    table: hardware,
    wait: pause,
    nowMs: () => wall.nowMs(),
    turnByHand: null,
    hangUp: () => closeSerialPort(hardware.link.stream),
  });
  const bar = (because: string | null) => {
    hardware.riderBar = because;
  };
  return { ...bareTarget(hardware, wall, pause), bar, board };
}

/** A table behind stock Firmata. */
export async function stockTarget(hardware: TableHardware, wall: Clock): Promise<Target> {
  const { pause } = await import('../../boards/host/wall-time.ts');
  return { ...bareTarget(hardware, wall, pause), board: null };
}
