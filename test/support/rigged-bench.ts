import { readFileSync } from 'node:fs';
import type { FirmataTable } from '../../boards/firmata/firmata-table.ts';
import { openFirmataTable } from '../../boards/firmata/open-firmata-table.ts';
import type { FirmataRig } from '../../boards/rig/firmata-rig.ts';
import { openRig } from '../../boards/rig/open-rig.ts';
import { CONTROLLER_ANALOG, RIG_BAUD } from '../../boards/rig/rig-wiring.ts';
import { EmulatedSerialLink } from '../../sim/emulated-uno/emulated-serial-link.ts';
import { readIntelHex } from '../../sim/emulated-uno/intel-hex.ts';
import { RiggedUnos } from '../../sim/emulated-uno/rigged-unos.ts';
import type { RiderBody } from '../../sim/plant-parameters.ts';
import { RigInputs } from '../../sim/rig/rig-faults.ts';
import { RigTable } from '../../sim/rig/rig-table.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { COMMITTED_IMAGE } from './board-bench.ts';
import { calibratedEeprom } from './calibrated-eeprom.ts';

const STOCK = new URL('../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex', import.meta.url);
const CYCLE_MS = 10;

/** A rig plays no accelerometer. */
export const RIG_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  board: { ...DEFAULT_SETTINGS.board, hasAccelerometer: false },
};

export interface RiggedBench {
  readonly unos: RiggedUnos;
  readonly rig: FirmataRig;
  readonly plantTable: RigTable;
  readonly hands: RigInputs;
  /** The controller's driver. */
  readonly driver: FirmataTable;
  /** A cycle of both boards, and of the plant between them. */
  readonly pass: () => Promise<void>;
}

export interface RiggedPair {
  readonly unos: RiggedUnos;
  readonly rig: FirmataRig;
  /** Lets time pass on both boards, and what has arrived be heard. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Two emulated Unos wired pin to pin, one with this firmware, one with stock Firmata and the rig's code on it. */
export async function openRiggedPair(noise: { readonly noiseLsb?: number } = {}): Promise<RiggedPair> {
  const unos = new RiggedUnos({
    controller: { flash: COMMITTED_IMAGE, eeprom: calibratedEeprom(RIG_SETTINGS), bootLoader: 'optiboot-8' },
    rig: { flash: readStockImage() },
    ...noise,
  });
  const pause = async (ms: number) => {
    unos.advance(ms);
    await new Promise(setImmediate);
  };
  const stream = new EmulatedSerialLink({ uno: unos.rig, baudRate: RIG_BAUD });
  const nowMs = () => unos.nowMs;
  const opened = await openRig(stream, { place: 'emulated', nowMs, pause, release: async () => undefined });
  if (!opened.ok) throw new Error(opened.because);
  return { unos, rig: opened.rig, pause };
}

/** The driver of the controller, at the other board. */
export async function openDriver({ unos }: RiggedPair, pause: RiggedPair['pause']): Promise<FirmataTable> {
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: unos.controller }), {
    place: 'emulated',
    settings: RIG_SETTINGS,
    nowMs: () => unos.nowMs,
    pause,
    openAgain: null,
    release: async () => undefined,
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  return opened.table;
}

/** The pair with the plant between them and the driver open. */
export async function openRiggedBench(
  options: { readonly noiseLsb?: number; readonly startTiltDeg?: number; readonly rider?: RiderBody | null } = {},
): Promise<RiggedBench> {
  const { noiseLsb, ...plant } = options;
  const pair = await openRiggedPair(noiseLsb === undefined ? {} : { noiseLsb });
  const { unos, rig } = pair;
  const plantTable = new RigTable({ rig, settings: RIG_SETTINGS, analog: CONTROLLER_ANALOG, ...plant });
  const play = async (ms: number) => {
    await pair.pause(ms);
    plantTable.step();
  };
  const pass = () => play(CYCLE_MS);
  // The rig plays the table from before the controller looks.
  for (let cycle = 0; cycle < 10; cycle += 1) await pass();
  const driver = await openDriver(pair, play);
  return { unos, rig, plantTable, hands: new RigInputs(plantTable), driver, pass };
}

function readStockImage(): Uint8Array {
  const image = readIntelHex(readFileSync(STOCK, 'utf8'));
  if (!image.ok) throw new Error(image.because);
  return image.flash;
}
