import { describe, expect, it } from 'vitest';
import { openFirmataTable } from '../../../boards/firmata/open-firmata-table.ts';
import { readArduinoFile } from '../../../sim/emulated-uno/arduino-files.ts';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import { EmulatedTable } from '../../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { autoReset } from '../../../src/cli/doctor/board-checks.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { accessTo } from '../../../src/targets/board-access.ts';

/** The check on the real firmware, at a line whose opening pulls the reset line or does not; null: it cannot be opened again. */
async function checked(resetsOnOpen: boolean | null) {
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(image.because);
  const emulated = new EmulatedTable({ flash: image.flash, rider: null });
  const wait = async (ms: number) => {
    emulated.advance(ms);
    await new Promise(setImmediate);
  };
  const nowMs = () => emulated.nowMs;
  const again = async () => {
    if (resetsOnOpen === null) throw new Error('no such port');
    return new EmulatedSerialLink({ uno: emulated.uno, resetsOnOpen });
  };
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: emulated.uno }), {
    place: 'emulated',
    settings: DEFAULT_SETTINGS,
    nowMs,
    pause: wait,
    openAgain: again,
    release: async (stream) => void stream.destroy(),
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  const { table } = opened;
  const { resets } = emulated.uno;
  const before = resets.external;
  const finding = await autoReset.run({
    board: await accessTo({
      table,
      wait,
      nowMs,
      turnByHand: null,
      hangUp: async () => void table.link.stream.destroy(),
    }),
    ...{ table, wait, nowMs, turnByHand: null },
    wiring: 'docs/wiring.md',
    settings: DEFAULT_SETTINGS,
    hands: null,
    attended: false,
    ask: () => undefined,
  });
  await table.close();
  return { finding, wasReset: resets.external > before };
}

describe('doctor auto-reset', () => {
  it('passes a board that runs on when its port is opened', async () => {
    expect(await checked(false)).toMatchObject({ finding: { state: 'ok' }, wasReset: false });
  });

  it('fails a board that starts anew, and says how that is ended', async () => {
    const { finding, wasReset } = await checked(true);
    expect(wasReset).toBe(true);
    expect(finding).toMatchObject({ state: 'FAIL', remedy: expect.stringContaining('RESET-EN') });
  });

  it('fails where the port cannot be opened again', async () => {
    expect((await checked(null)).finding).toMatchObject({
      state: 'FAIL',
      text: expect.stringContaining('opened again'),
    });
  });
});
