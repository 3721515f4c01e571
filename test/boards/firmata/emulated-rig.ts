import { boardCalibrationOf } from '../../../boards/firmata/board-calibration.ts';
import { BoardSetup } from '../../../boards/firmata/board-setup.ts';
import type { FirmataTable } from '../../../boards/firmata/firmata-table.ts';
import { openFirmataTable } from '../../../boards/firmata/open-firmata-table.ts';
import { readArduinoFile } from '../../../sim/emulated-uno/arduino-files.ts';
import { EmulatedInputs } from '../../../sim/emulated-uno/emulated-faults.ts';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import { EmulatedTable } from '../../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/config/settings.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';

export interface EmulatedRig {
  readonly emulated: EmulatedTable;
  readonly table: FirmataTable;
  readonly buttons: EmulatedInputs;
  readonly pause: (ms: number) => Promise<void>;
}

export interface EmulatedRigOptions {
  readonly startTiltDeg?: number;
  readonly calibrated?: boolean;
  readonly settings?: Settings;
  /** Of the sensors, and of the ids of its sessions. */
  readonly seed?: number;
}

/** The committed image on an emulated Uno, calibrated for its table, and the real driver at its serial port. */
export async function openEmulatedRig({
  startTiltDeg = 75,
  calibrated = true,
  settings = DEFAULT_SETTINGS,
  seed = 1,
}: EmulatedRigOptions = {}): Promise<EmulatedRig> {
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error('the committed image cannot be read');
  const emulated = new EmulatedTable({ flash: image.flash, startTiltDeg, settings, seed, bootLoader: 'optiboot-8' });
  const ids = new SeededRandom(seed);
  const pause = async (ms: number) => {
    emulated.advance(ms);
    await new Promise(setImmediate);
  };
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: emulated.uno }), {
    place: 'emulated',
    settings,
    nowMs: () => emulated.nowMs,
    pause,
    openAgain: null,
    release: async () => undefined,
    randomId: () => 1 + ids.integerBelow(0xffff),
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  const { table } = opened;
  if (calibrated) {
    const written = await new BoardSetup(() => table.link, pause).writeCalibration(boardCalibrationOf(settings));
    if (!written.ok) throw new Error(written.because);
  }
  return { emulated, table, buttons: new EmulatedInputs(emulated), pause };
}
