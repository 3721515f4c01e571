import type { Duplex } from 'node:stream';
import type { BoardSetup } from '../boards/firmata/board-setup.ts';
import type { BoardCalibration } from '../boards/firmata/calibration-frames.ts';
import type { FirmataTable } from '../boards/firmata/firmata-table.ts';
import type { FlashResult } from '../boards/flash/flash-board.ts';
import type { TcpListener, TcpPlace } from '../boards/host/tcp-listener.ts';
import type { PiProblem } from '../boards/raspberry-pi/pi-problem.ts';
import type { RaspberryPiTable } from '../boards/raspberry-pi/raspberry-pi-table.ts';
import type { ServiceEnvironment } from '../boards/raspberry-pi/service/service-link.ts';
import type { HostPlace } from '../sim/bench/emulated-bench.ts';
import type { CreateBenchController } from '../sim/bench/simulated-bench.ts';
import type { TableSample } from '../sim/emulated-uno/table-sample.ts';
import type { PacedClock } from '../sim/paced-clock.ts';
import type { PlantTable } from '../sim/plant-table.ts';
import type { BenchTarget } from './bench/bench-target.ts';
import type { Settings } from './config/settings.ts';
import type { Occupancy } from './domain/occupancy.ts';
import { CYCLE_MS } from './domain/time.ts';
import type { BenchTargetName } from './ports/bench-table.ts';
import type { Clock } from './ports/clock.ts';
import type { Controller } from './ports/controller.ts';
import type { OwnPanel } from './ports/panel-output.ts';
import type { TableHardware } from './ports/table-hardware.ts';
import type { TestInputs } from './ports/test-inputs.ts';

export type { HostPlace } from '../sim/bench/emulated-bench.ts';
export type { BenchController, BenchControllerNeeds } from '../sim/bench/simulated-bench.ts';
export type { TableSample } from '../sim/emulated-uno/table-sample.ts';
export type { ScheduledEvent } from '../sim/scheduled-event.ts';
export type { SessionEvent } from '../sim/session-log.ts';
export type { SessionResult } from '../sim/session-result.ts';
export type { SessionSample } from '../sim/simulation-options.ts';

/** A table that is open, and what belongs to it. */
export interface Target {
  readonly hardware: TableHardware;
  /** Paces the control loop. */
  readonly clock: Clock;
  /** Null on a real table. */
  readonly testInputs: TestInputs | null;
  /** Times as fast as real; only a simulated table can be anything but 1. */
  readonly speed: { value: number } | null;
  /** The simulated rider's part in a tick; does nothing on a real table. */
  readonly actAsRider: (controller: Controller) => void;
  /** Lets the table's self-test and the rider's getting in pass at once; null on a real table. */
  readonly skipGettingIn: ((tick: () => void) => void) | null;
  /** Resolves when the table has just reported, so that the first cycle does not judge an old frame. */
  readonly reported: () => Promise<void>;
  /** Lamps, buzzer and display at this computer's own pins; null where they hang on a board, or there are none. */
  readonly panel: OwnPanel | null;
  /** Keeps a person off a real table, for a reason or, with null, no more; null on others. */
  readonly bar: ((because: string | null) => void) | null;
  /** What only a board with our firmware has; null on the simulated table. */
  readonly board: BoardAccess | null;
}

/** A board itself, for those who check and calibrate it while nobody has it under a lease. */
export interface BoardAccess {
  readonly table: FirmataTable;
  readonly setup: BoardSetup;
  /** Of these settings, as the board would keep it. */
  readonly calibrationOf: (settings: Settings, zeroAmps?: number) => BoardCalibration;
  readonly sameCalibration: (one: BoardCalibration, other: BoardCalibration) => boolean;
  /** Lets time pass; an emulated board lives by it alone. */
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  /** Hands that turn an emulated table; null on a real one. */
  readonly turnByHand: ((tiltDeg: number) => void) | null;
  /** Closes the line, which is then opened again as after a pulled cable; null where opening one can reset nothing. */
  readonly hangUp: (() => Promise<void>) | null;
}

/** Self-test, clamp open and closed, grip taken: done well within this. */
const GETTING_IN_MS = 2000;
/** A board reports every 10 ms; one that has been silent for a second will be judged by the cycle. */
const FRESH_MS = 10;
const LOOK_EVERY_MS = 2;
const MOST_LOOKS = 500;

export interface TargetOptions {
  readonly settings: Settings;
  readonly speed: number;
  readonly occupancy: Occupancy;
  /** The wall's time. */
  readonly wall: Clock;
}

/** The computer's own clock. */
export const openWallClock = async (): Promise<Clock> => (await import('../boards/host/system-clock.ts')).systemClock;

/** What a journal needs of the computer. */
export const loadHostTime = async () => {
  const { pause, wallTime } = await import('../boards/host/wall-time.ts');
  return { pause, wallTime };
};

/** The journal's files in a state folder, and the lock that keeps other processes from them. */
export const loadStateFiles = async () => {
  const [{ FileJournal, readJournalFiles }, { lockStateDir }] = await Promise.all([
    import('../boards/host/file-journal.ts'),
    import('../boards/host/state-lock.ts'),
  ]);
  return { FileJournal, readJournalFiles, lockStateDir };
};

/** A serial port for a console. */
export const openSerialPort = async (path: string, baudRate?: number): Promise<Duplex> =>
  (await import('../boards/host/serial-link.ts')).openSerialLink(path, baudRate);

export const closeSerialPort = async (port: Duplex): Promise<void> =>
  (await import('../boards/host/serial-link.ts')).closeSerialLink(port);

/** A TCP port for benches. */
export const openTcpPort = async (place: TcpPlace, onConnection: (socket: Duplex) => void): Promise<TcpListener> =>
  (await import('../boards/host/tcp-listener.ts')).openTcpListener(place, onConnection);

export const listSerialPorts = async (): Promise<readonly string[]> =>
  (await import('../boards/host/serial-link.ts')).listSerialPorts();

/** The emulated board's serial port is in this process; the real firmware and the real driver speak over it. */
export async function openEmulatedTable(options: TargetOptions & { readonly calibrated?: boolean }): Promise<Target> {
  const { settings, speed, wall, occupancy, calibrated = true } = options;
  const [{ EmulatedTable }, { EmulatedSerialLink }, { EmulatedInputs }, { readIntelHex }, { readArduinoFile }] =
    await Promise.all([
      import('../sim/emulated-uno/emulated-table.ts'),
      import('../sim/emulated-uno/emulated-serial-link.ts'),
      import('../sim/emulated-uno/emulated-faults.ts'),
      import('../sim/emulated-uno/intel-hex.ts'),
      import('../sim/emulated-uno/arduino-files.ts'),
    ]);
  const [{ openFirmataTable }, { PacedClock }] = await Promise.all([
    import('../boards/firmata/open-firmata-table.ts'),
    import('../sim/paced-clock.ts'),
  ]);
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(`this release's own firmware: ${image.because}`);
  const table = new EmulatedTable({
    flash: image.flash,
    settings,
    rider: occupancy === 'none' ? null : { massKg: 85, comCm: 0 },
    bootLoader: 'optiboot-8',
  });
  const pause = (ms: number) => letPass(table, ms);
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: table.uno }), {
    place: 'emulated',
    settings,
    pause,
    nowMs: () => table.nowMs,
    openAgain: null,
    release: async (stream) => void stream.destroy(),
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  const turnByHand = (tiltDeg: number) => table.plant.turnByHand(tiltDeg);
  const board = await accessTo({
    table: opened.table,
    wait: pause,
    nowMs: () => table.nowMs,
    turnByHand,
    hangUp: null,
  });
  if (calibrated) {
    const written = await board.setup.writeCalibration(board.calibrationOf(settings));
    if (!written.ok) throw new Error(written.because);
  }
  const clock = new PacedClock({ table, wall, speed, waits: true });
  const buttons = new EmulatedInputs(table);
  const rider = await riderOn({ table, buttons, settings, occupancy });
  return targetOf({ hardware: opened.table, clock, buttons, rider, board });
}

/** What has arrived at a stream that was just opened is heard in a turn of its own. */
async function letPass(table: { advance(ms: number): void }, ms: number): Promise<void> {
  table.advance(ms);
  await new Promise(setImmediate);
}

interface RiderPlace {
  readonly table: PlantTable;
  readonly buttons: TestInputs;
  readonly settings: Settings;
  readonly occupancy: Occupancy;
}

/** What the simulated rider does in a tick. */
async function riderOn({ table, buttons, settings, occupancy }: RiderPlace): Promise<Target['actAsRider']> {
  if (occupancy === 'none') {
    buttons.release('CLAMP');
    return () => undefined;
  }
  const [{ SimulatedRider }, { RiderExercise }] = await Promise.all([
    import('../sim/simulated-rider.ts'),
    import('../sim/rider-exercise.ts'),
  ]);
  const rider = new SimulatedRider({ buttons, hasGrip: settings.board.hasGrip, startMs: table.nowMs });
  const exercise = new RiderExercise(table, { seed: 1, movement: 'when-asked' });
  return (controller) => {
    rider.act(table.nowMs, controller, table.plant.tiltDeg);
    if (occupancy === 'person') exercise.act(table.nowMs, controller);
  };
}

interface PacedParts {
  readonly hardware: TableHardware;
  readonly clock: PacedClock;
  readonly buttons: TestInputs;
  readonly rider: Target['actAsRider'];
  readonly board: BoardAccess | null;
}

type AccessParts = Pick<BoardAccess, 'table' | 'wait' | 'nowMs' | 'turnByHand' | 'hangUp'>;

async function accessTo(parts: AccessParts): Promise<BoardAccess> {
  const [{ BoardSetup }, { boardCalibrationOf, sameCalibration }] = await Promise.all([
    import('../boards/firmata/board-setup.ts'),
    import('../boards/firmata/board-calibration.ts'),
  ]);
  const setup = new BoardSetup(() => parts.table.link, parts.wait);
  return { ...parts, setup, calibrationOf: boardCalibrationOf, sameCalibration };
}

function targetOf({ hardware, clock, buttons, rider, board }: PacedParts): Target {
  return {
    board,
    hardware,
    clock,
    testInputs: buttons,
    panel: null,
    bar: null,
    speed: {
      get value() {
        return clock.speed;
      },
      set value(next: number) {
        clock.speed = next;
      },
    },
    skipGettingIn: (tick) => clock.skip(GETTING_IN_MS, CYCLE_MS, tick),
    actAsRider: rider,
    reported: async () => undefined,
  };
}

/** The simulated table, living by the wall's time with its simulated rider. */
export async function openSimulatedTable({ settings, speed, wall, occupancy }: TargetOptions): Promise<Target> {
  const [{ SimulatedTable }, { PacedClock }, { PanelButtons }] = await Promise.all([
    import('../sim/simulated-table.ts'),
    import('../sim/paced-clock.ts'),
    import('../sim/panel-buttons.ts'),
  ]);
  const table = new SimulatedTable({
    settings,
    rider: occupancy === 'none' ? null : { massKg: 85, comCm: 0 },
    // The loop around the controller is this process's own: it cannot be stopped for a simulated fault.
    hostIsPaced: false,
  });
  const clock = new PacedClock({ table, wall, speed });
  const buttons = new PanelButtons(table);
  const rider = await riderOn({ table, buttons, settings, occupancy });
  return targetOf({ hardware: table, clock, buttons, rider, board: null });
}

export type { BoardProblem } from '../boards/firmata/board-problem.ts';
export type { FirmataTable } from '../boards/firmata/firmata-table.ts';

/** The board with our firmware at the end of a serial port that is open. Where there is none, the port is let go. */
export async function openBoard(stream: Duplex, { place, settings, wall }: BoardOptions) {
  const [{ openFirmataTable }, { pause }] = await Promise.all([
    import('../boards/firmata/open-firmata-table.ts'),
    import('../boards/host/wall-time.ts'),
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

/** Lamps, buzzer and display through johnny-five, in a thread of their own. */
export const openBoardPanel = async (table: FirmataTable) =>
  (await import('../boards/firmata/panel/open-panel.ts')).openPanel(table);

/** Writes this release's firmware, or another image, into a board. */
export async function flashFirmware(stream: Duplex, { hex, place, onProgress }: FlashChoice): Promise<FlashOutcome> {
  const [{ flashBoard }, { programImage }, { pulseReset }, { pause }, { readArduinoFile }] = await Promise.all([
    import('../boards/flash/flash-board.ts'),
    import('../boards/flash/program-image.ts'),
    import('../boards/host/serial-link.ts'),
    import('../boards/host/wall-time.ts'),
    import('../sim/emulated-uno/arduino-files.ts'),
  ]);
  const image = programImage(hex ?? readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) return { ok: false, because: image.because };
  return flashBoard(stream, image.bytes, { place, pause, reset: () => pulseReset(stream), onProgress });
}

type FlashOutcome = FlashResult | { readonly ok: false; readonly because: string };

interface FlashChoice {
  /** An Intel HEX file's text; null: this release's own firmware. */
  readonly hex: string | null;
  readonly place: string;
  readonly onProgress: (share: number) => void;
}

/** The same, and a board with stock Firmata as well. */
export async function openAnyBoard(stream: Duplex, { place, settings, wall }: BoardOptions, occupancy: Occupancy) {
  const [{ openAnyTable }, { pause }] = await Promise.all([
    import('../boards/firmata/open-firmata-table.ts'),
    import('../boards/host/wall-time.ts'),
  ]);
  const line = { openAgain: () => openSerialPort(place), release: closeSerialPort };
  return openAnyTable(stream, { place, settings, pause, nowMs: () => wall.nowMs(), ...line }, occupancy);
}

/** A table behind stock Firmata. */
export async function stockTarget(hardware: TableHardware, wall: Clock): Promise<Target> {
  const { pause } = await import('../boards/host/wall-time.ts');
  return { ...bareTarget(hardware, wall, pause), board: null };
}

export interface BoardOptions {
  /** The port's path. */
  readonly place: string;
  readonly settings: Settings;
  readonly wall: Clock;
}

/** A real table: nobody's hands and nobody's time but its own. */
export async function realTarget(hardware: FirmataTable, wall: Clock): Promise<Target> {
  const { pause } = await import('../boards/host/wall-time.ts');
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

function bareTarget(hardware: TableHardware, wall: Clock, pause: (ms: number) => Promise<void>) {
  return {
    hardware,
    clock: wall,
    testInputs: null,
    panel: null,
    bar: null,
    speed: null,
    actAsRider: () => undefined,
    skipGettingIn: null,
    reported: async () => {
      for (let look = 0; look < MOST_LOOKS && wall.nowMs() - hardware.read().atMs > FRESH_MS; look += 1) {
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}

/** What systemd and the computer's watchdog hear of a running controller, as this process's environment says. */
export const openService = async (environment: ServiceEnvironment, tell: (problem: string) => void) => {
  const { NOTIFY_SOCKET, UPRIGHT_WATCHDOG } = environment;
  // Most runs are nobody's service: nothing is loaded for them.
  if (NOTIFY_SOCKET === undefined && UPRIGHT_WATCHDOG === undefined) return null;
  return (await import('../boards/raspberry-pi/service/service-link.ts')).openServiceLink(environment, tell);
};

export const loadServiceUnit = () => import('../boards/raspberry-pi/service/service-unit.ts');

export type OpenedPiTarget =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly problem: PiProblem };

export type { PiProblem } from '../boards/raspberry-pi/pi-problem.ts';

/** A table on this computer's own pins, for those who check and calibrate it while nobody has it under a lease. */
export interface PiAccess {
  readonly table: RaspberryPiTable;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
}

export type OpenedPiAccess =
  | { readonly ok: true; readonly access: PiAccess }
  | { readonly ok: false; readonly problem: PiProblem };

export async function openPiAccess({
  settings,
  wall,
}: Pick<BoardOptions, 'settings' | 'wall'>): Promise<OpenedPiAccess> {
  const [{ openPiTable }, { pause }] = await Promise.all([
    import('../boards/raspberry-pi/open-pi-table.ts'),
    import('../boards/host/wall-time.ts'),
  ]);
  const opened = await openPiTable({ settings, clock: wall, pause });
  return opened.ok ? { ok: true, access: { table: opened.table, wait: pause, nowMs: () => wall.nowMs() } } : opened;
}

/** The table on this computer's own pins. Until commissioning has looked, nobody is carried. */
export async function openPiTarget(options: Pick<BoardOptions, 'settings' | 'wall'>): Promise<OpenedPiTarget> {
  const opened = await openPiAccess(options);
  if (!opened.ok) return opened;
  const { table, wait } = opened.access;
  const bar = (because: string | null) => {
    table.riderBar = because;
  };
  bar('commissioning has not been looked at');
  return { ok: true, target: { ...bareTarget(table, options.wall, wait), panel: table.panel, bar, board: null } };
}

/** What `simulate` runs on. */
export const loadSimulation = async () => {
  const [{ simulateSession }, { findFault, SIMULATED_FAULTS }, { MASS_KG, COM_CM }] = await Promise.all([
    import('../sim/simulate-session.ts'),
    import('../sim/faults.ts'),
    import('../sim/rider-bounds.ts'),
  ]);
  return { simulateSession, findFault, faults: SIMULATED_FAULTS, massKg: MASS_KG, comCm: COM_CM };
};

export interface EmulatedUnoTarget {
  /** An Intel HEX file's text; null: this release's own firmware. */
  readonly hex: string | null;
  readonly settings: Settings;
  readonly speed: number;
  /** Of the rider on the table; null: it is empty. */
  readonly riderMassKg: number | null;
  /** Written to as the board writes; null: erased, and forgotten with the board. */
  readonly eeprom: Uint8Array | null;
  /** Called ten times a second of the table's time. */
  readonly onSample: ((sample: TableSample) => void) | null;
  /** The wall's time. */
  readonly wall: Clock;
}

export type OpenedEmulatedUno =
  | { readonly ok: true; readonly path: string; readonly hands: TestInputs; readonly close: () => Promise<void> }
  | { readonly ok: false; readonly because: 'bad-hex' | 'no-socat' | 'failed'; readonly detail: string };

/** An emulated Uno on its table, living by the wall's time; its serial port is at `path`. */
export async function openEmulatedUno(options: EmulatedUnoTarget): Promise<OpenedEmulatedUno> {
  const { hex, settings, speed, wall, riderMassKg, eeprom, onSample } = options;
  const [
    { readIntelHex },
    { readArduinoFile },
    { EmulatedTable },
    { EmulatedInputs },
    { UnoPty },
    { paceByWall },
    { sampled },
  ] = await Promise.all([
    import('../sim/emulated-uno/intel-hex.ts'),
    import('../sim/emulated-uno/arduino-files.ts'),
    import('../sim/emulated-uno/emulated-table.ts'),
    import('../sim/emulated-uno/emulated-faults.ts'),
    import('../sim/emulated-uno/uno-pty.ts'),
    import('../sim/emulated-uno/wall-pace.ts'),
    import('../sim/emulated-uno/table-sample.ts'),
  ]);
  const image = readIntelHex(hex ?? readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) return { ok: false, because: 'bad-hex', detail: image.because };
  const table = new EmulatedTable({
    flash: image.flash,
    settings,
    rider: riderMassKg === null ? null : { massKg: riderMassKg, comCm: 0 },
    // Another program does not hold the return relay, and a table that it drives upright would be in the way.
    hasReturnRelay: hex === null,
    ...(eeprom === null ? {} : { eeprom }),
  });
  const opened = await UnoPty.open(table.uno);
  if (!opened.ok) return opened;
  const stop = paceByWall(onSample === null ? table : sampled(table, onSample), wall, speed);
  return {
    ok: true,
    path: opened.port.path,
    hands: new EmulatedInputs(table),
    close: async () => {
      stop();
      await opened.port.close();
    },
  };
}

export interface RiggedUnosTarget {
  /** Texts of Intel HEX files; null: this release's own firmware. */
  readonly hex: string | null;
  readonly rigHex: string;
  readonly eeprom: Uint8Array | null;
  readonly wall: Clock;
}

/** Two emulated Unos wired pin to pin, the second a rig that whoever has its port plays table with. */
export async function openRiggedUnos({ hex, rigHex, eeprom, wall }: RiggedUnosTarget) {
  const [{ readIntelHex }, { readArduinoFile }, { RiggedUnos }, { openRiggedPorts }] = await Promise.all([
    import('../sim/emulated-uno/intel-hex.ts'),
    import('../sim/emulated-uno/arduino-files.ts'),
    import('../sim/emulated-uno/rigged-unos.ts'),
    import('../sim/emulated-uno/rigged-ports.ts'),
  ]);
  const image = readIntelHex(hex ?? readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) return { ok: false, because: 'bad-hex', detail: image.because } as const;
  const rigImage = readIntelHex(rigHex);
  if (!rigImage.ok) return { ok: false, because: 'bad-rig-hex', detail: rigImage.because } as const;
  const controller = { flash: image.flash, ...(eeprom === null ? {} : { eeprom }) };
  return openRiggedPorts(new RiggedUnos({ controller, rig: { flash: rigImage.flash } }), wall);
}

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
      return (await import('../sim/bench/simulated-bench.ts')).simulatedBench(parts.createController);
    case 'uno-emulated':
      return openEmulatedBench(parts);
    case 'uno':
      return openRigBench(parts);
    default:
      return name satisfies never;
  }
}

/** Hazards that have nothing on a table to break, and the proof that shows each instead. */
export const hazardsShownElsewhere = async () => (await import('../sim/faults-not-simulated.ts')).NOT_SIMULATED;

async function openEmulatedBench({ prepareHost, silentMs }: BenchParts): Promise<BenchTarget> {
  const [{ emulatedBench }, { readIntelHex }, { readArduinoFile }, { EmulatedSerialLink }, { openFirmataTable }] =
    await Promise.all([
      import('../sim/bench/emulated-bench.ts'),
      import('../sim/emulated-uno/intel-hex.ts'),
      import('../sim/emulated-uno/arduino-files.ts'),
      import('../sim/emulated-uno/emulated-serial-link.ts'),
      import('../boards/firmata/open-firmata-table.ts'),
    ]);
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(`this release's own firmware: ${image.because}`);
  return emulatedBench({
    flash: image.flash,
    prepare: prepareHost,
    silentMs,
    calibrate: async (table, settings) => {
      const link = new EmulatedSerialLink({ uno: table.uno });
      const opened = await openFirmataTable(link, {
        place: 'emulated',
        settings,
        pause: (ms) => letPass(table, ms),
        nowMs: () => table.nowMs,
        openAgain: null,
        release: async (stream) => void stream.destroy(),
      });
      if (!opened.ok) throw new Error(opened.problem.what);
      const wait = (ms: number) => letPass(table, ms);
      const board = await accessTo({
        table: opened.table,
        wait,
        nowMs: () => table.nowMs,
        turnByHand: null,
        hangUp: null,
      });
      const written = await board.setup.writeCalibration(board.calibrationOf(settings));
      if (!written.ok) throw new Error(written.because);
      const { firmware } = opened.table.facts;
      await opened.table.close();
      return firmware;
    },
  });
}

/** A real board at one port and a rig at another. */
async function openRigBench({ prepareHost, port, rig }: BenchParts): Promise<BenchTarget> {
  const [{ rigBench }, { wallCycle }, { openRig }, { RIG_BAUD, CONTROLLER_ANALOG }, { pause }, wall] =
    await Promise.all([
      import('../sim/bench/rig-bench.ts'),
      import('../sim/bench/wall-cycle.ts'),
      import('../boards/rig/open-rig.ts'),
      import('../boards/rig/rig-wiring.ts'),
      import('../boards/host/wall-time.ts'),
      openWallClock(),
    ]);
  const nowMs = () => wall.nowMs();
  return rigBench({
    analog: CONTROLLER_ANALOG,
    nowMs,
    wait: wallCycle(nowMs),
    openRig: async () => {
      if (rig === null) throw new Error('a rig needs its serial port');
      const stream = await openSerialPort(rig, RIG_BAUD);
      const opened = await openRig(stream, { place: rig, nowMs, pause, release: closeSerialPort });
      if (!opened.ok) throw new Error(opened.because);
      return opened.rig;
    },
    openHost: async (setup) => {
      if (port === null) throw new Error('a real board needs its serial port');
      const firmware = await calibrateBoard(port, setup.settings, wall);
      const [{ FreeHost }, { freePort }] = await Promise.all([
        import('../sim/bench/free-host.ts'),
        import('../boards/host/free-port.ts'),
      ]);
      const instrument = setup.speaksScpi ? await freePort() : null;
      const scpiPort = instrument === null ? null : `tcp:${instrument}`;
      return FreeHost.spawnIn((place) => prepareHost({ ...place, port, scpiPort, setup, firmware }), instrument);
    },
  });
}

/** As `upright calibrate` does; a board that keeps the same already is left as it is. Resolves with its firmware's name. */
async function calibrateBoard(port: string, settings: Settings, wall: Clock): Promise<string> {
  const opened = await openBoard(await openSerialPort(port), { place: port, settings, wall });
  if (!opened.ok) throw new Error(opened.problem.what);
  const { pause } = await import('../boards/host/wall-time.ts');
  const parts = { table: opened.table, wait: pause, nowMs: () => wall.nowMs(), turnByHand: null, hangUp: null };
  const { setup, calibrationOf, sameCalibration } = await accessTo(parts);
  const wanted = calibrationOf(settings);
  const kept = await setup.readCalibration();
  const written = kept.ok && sameCalibration(kept.value, wanted) ? kept : await setup.writeCalibration(wanted);
  await opened.table.close();
  if (!written.ok) throw new Error(written.because);
  return opened.table.facts.firmware;
}
