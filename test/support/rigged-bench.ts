import { readFileSync } from 'node:fs';
import pins from '../../boards/arduino/pins.json' with { type: 'json' };
import type { FirmataTable } from '../../boards/firmata/firmata-table.ts';
import { openFirmataTable } from '../../boards/firmata/open-firmata-table.ts';
import type { FirmataRig } from '../../boards/rig/firmata-rig.ts';
import { openRig } from '../../boards/rig/open-rig.ts';
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
const STOCK_BAUD = 57_600;
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

/** Two emulated Unos wired pin to pin, one with this firmware and its driver, one with stock Firmata and the rig's code on it. */
export async function openRiggedBench(
  options: { readonly noiseLsb?: number; readonly startTiltDeg?: number; readonly rider?: RiderBody | null } = {},
): Promise<RiggedBench> {
  const { noiseLsb, ...plant } = options;
  const settings = RIG_SETTINGS;
  const unos = new RiggedUnos({
    controller: { flash: COMMITTED_IMAGE, eeprom: calibratedEeprom(settings), bootLoader: 'optiboot-8' },
    rig: { flash: readStockImage() },
    ...(noiseLsb === undefined ? {} : { noiseLsb }),
  });
  const pause = async (ms: number) => {
    unos.advance(ms);
    await new Promise(setImmediate);
  };
  const nowMs = () => unos.nowMs;
  const release = async () => undefined;
  const toRig = new EmulatedSerialLink({ uno: unos.rig, baudRate: STOCK_BAUD });
  const openedRig = await openRig(toRig, { place: 'emulated', nowMs, pause, release });
  if (!openedRig.ok) throw new Error(openedRig.because);
  const { rig } = openedRig;
  const plantTable = new RigTable({ rig, settings, analog: pins.analog, ...plant });
  const pass = async () => {
    await pause(CYCLE_MS);
    plantTable.step();
  };
  // The rig plays the table from before the controller looks.
  for (let cycle = 0; cycle < 10; cycle += 1) await pass();
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: unos.controller }), {
    place: 'emulated',
    settings,
    nowMs,
    pause: async (ms) => {
      await pause(ms);
      plantTable.step();
    },
    openAgain: null,
    release,
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  return { unos, rig, plantTable, hands: new RigInputs(plantTable), driver: opened.table, pass };
}

function readStockImage(): Uint8Array {
  const image = readIntelHex(readFileSync(STOCK, 'utf8'));
  if (!image.ok) throw new Error(image.because);
  return image.flash;
}
