import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { runShort, uprightFromMs } from './short-session.ts';

/** Tables whose upright end is not the usual one: the limit means the same on all of them. */
const UPRIGHT_ENDS_DEG = [60, 45];
const IN_HOLD_MS = 60_000;
const ON_THE_WAY_UP_MS = 160_000;

function settingsUpTo(uprightDeg: number): Settings {
  return { ...DEFAULT_SETTINGS, table: { ...DEFAULT_SETTINGS.table, uprightDeg } };
}

describe.each(UPRIGHT_ENDS_DEG)('with %d deg for upright', (uprightDeg) => {
  it.each(['H-10:down', 'H-13:down'])('[%s] ends a way up by the upright limit', (fault) => {
    const settings = settingsUpTo(uprightDeg);
    for (const atMs of [IN_HOLD_MS, ON_THE_WAY_UP_MS]) {
      const result = runShort({ settings, events: [{ kind: 'fault', fault, atMs }] });
      expect(result.outcome).toBe('returned');
      expect(result.violations).toEqual([]);
      expect(uprightFromMs(result, uprightDeg)).toBeLessThan(Number.POSITIVE_INFINITY);
      expect(result.maxTiltDeg).toBeLessThan(uprightDeg + 3);
    }
  });
});
