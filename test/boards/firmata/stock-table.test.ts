import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openAnyTable, openFirmataTable } from '../../../boards/firmata/open-firmata-table.ts';
import { EmulatedInputs } from '../../../sim/emulated-uno/emulated-faults.ts';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import { EmulatedTable } from '../../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { CLAMPS_CLOSED, INPUT } from '../../../src/domain/inputs.ts';
import { moving, standing, TableDriver } from '../../sim/table-driver.ts';

const IMAGE = new URL('../../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex', import.meta.url);
const COMMAND = { ...new TableDriver().command, ...standing, sessionOpen: false };

/** The image of stock Firmata as a package ships it, on the emulated table. */
function stockBoard() {
  const image = readIntelHex(readFileSync(IMAGE, 'utf8'));
  if (!image.ok) throw new Error(image.because);
  const emulated = new EmulatedTable({ flash: image.flash, rider: null, hasReturnRelay: false });
  const pause = async (ms: number) => {
    emulated.advance(ms);
    await new Promise(setImmediate);
  };
  const options = {
    place: '/dev/ttyACM0',
    settings: DEFAULT_SETTINGS,
    nowMs: () => emulated.nowMs,
    pause,
    openAgain: null,
    release: async () => undefined,
  };
  return { emulated, options, pause, stream: new EmulatedSerialLink({ uno: emulated.uno }) };
}

describe('stock Firmata', () => {
  it('drives an empty table, reads its contacts, and stops at E-STOP and when the host falls silent', async () => {
    const { emulated, options, stream, pause } = stockBoard();
    const opened = await openAnyTable(stream, options, 'none');
    if (!opened.ok) throw new Error(opened.problem.what);
    const { table } = opened;
    const buttons = new EmulatedInputs(emulated);
    const drive = async (ms: number, change: Partial<typeof COMMAND> = {}) => {
      for (let passedMs = 0; passedMs < ms; passedMs += 10) {
        await pause(10);
        table.write({ ...COMMAND, ...change });
      }
    };
    await drive(200);
    expect(table.facts).toMatchObject({
      firmware: expect.stringContaining('StandardFirmata'),
      carriesRider: { ok: false },
    });
    expect(table.read().tiltCounts).toBeGreaterThan(512 + 74 / (270 / 1024));
    expect(table.read().inputs & (CLAMPS_CLOSED | INPUT.START | INPUT.DOWN)).toBe(0);
    buttons.press('CLAMP', null);
    buttons.press('START', 100);
    await drive(60);
    expect(table.read().inputs & (CLAMPS_CLOSED | INPUT.START)).toBe(CLAMPS_CLOSED | INPUT.START);
    await drive(1500, moving(-0.2));
    const { tiltDeg } = emulated.plant;
    expect(tiltDeg).toBeLessThan(74);
    buttons.press('ESTOP', null);
    await drive(300, moving(-0.2));
    buttons.release('ESTOP');
    await drive(300, moving(0.2));
    expect(emulated.plant.rateDegPerSec).toBeGreaterThan(0.5);
    await pause(600);
    expect(Math.abs(emulated.plant.rateDegPerSec)).toBeLessThan(0.2);
    expect(table.read().mode).toBe('idle');
  });

  it('is refused where a board of ours is asked for, with the remedy', async () => {
    const { options, stream } = stockBoard();
    const opened = await openFirmataTable(stream, options);
    expect(opened).toMatchObject({
      ok: false,
      problem: { code: 'FIRMWARE', remedies: [expect.stringContaining('upright flash')] },
    });
  });
});
