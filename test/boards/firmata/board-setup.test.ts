import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boardCalibrationOf, sameCalibration, uprightCountsOf } from '../../../boards/firmata/board-calibration.ts';
import { BoardSetup } from '../../../boards/firmata/board-setup.ts';
import { openFirmataTable } from '../../../boards/firmata/open-firmata-table.ts';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';

const HEX = new URL('../../../boards/arduino/firmware/upright-uno.hex', import.meta.url);

/** The committed image on an Uno with nothing wired to it. */
async function openUno() {
  const image = readIntelHex(readFileSync(HEX, 'utf8'));
  if (!image.ok) throw new Error('the committed image cannot be read');
  const uno = new EmulatedUno({ flash: image.flash });
  const pause = async (ms: number) => {
    uno.advance(ms);
    await new Promise(setImmediate);
  };
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno }), {
    place: 'emulated',
    settings: DEFAULT_SETTINGS,
    nowMs: () => uno.nowMs,
    pause,
    openAgain: null,
    release: async () => undefined,
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  return { uno, pause, table: opened.table, setup: new BoardSetup(() => opened.table.link, pause) };
}

describe('what the board keeps by itself', () => {
  it('is what was written, through a reset', async () => {
    const { uno, pause, table, setup } = await openUno();
    expect(table.facts.carriesRider.ok).toBe(false);
    const wanted = boardCalibrationOf(DEFAULT_SETTINGS, 0.1);
    await expect(setup.writeCalibration(wanted)).resolves.toEqual({ ok: true, value: null });
    uno.reset('external');
    await pause(1500);
    const read = await setup.readCalibration();
    expect(read.ok && sameCalibration(read.value, wanted)).toBe(true);
    expect(table.facts.carriesRider).toEqual({ ok: true });
  });

  it('is not changed by figures that cannot be, and says so', async () => {
    const { setup } = await openUno();
    const { values, arm } = boardCalibrationOf(DEFAULT_SETTINGS);
    const result = await setup.writeCalibration({ values: { ...values, uprightCentiDeg: 100 }, arm });
    expect(result).toEqual({ ok: false, because: 'the board finds a figure out of its range' });
  });

  it('knows a board that starts anew after its watchdog was left to bite', async () => {
    const { table, setup, pause } = await openUno();
    // Until the number of this start stands in EEPROM.
    await pause(200);
    const { bootId } = table.read();
    await expect(setup.testWatchdog()).resolves.toEqual({ ok: true, value: null });
    await pause(1500);
    expect(table.read().bootId).toBe(bootId + 1);
  });

  it('says where the board takes its table for upright', () => {
    const { table, board } = DEFAULT_SETTINGS;
    const { countsAtHorizontal, degPerCount } = board.potentiometer;
    const counts = uprightCountsOf(boardCalibrationOf(DEFAULT_SETTINGS));
    expect(counts).toBeCloseTo(countsAtHorizontal + table.uprightDeg / degPerCount, 0);
    const { values, arm } = boardCalibrationOf(DEFAULT_SETTINGS);
    expect(uprightCountsOf({ values: { ...values, degPerStepE5: 0 }, arm })).toBeNull();
  });
});
