import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { judgeProgram } from '../../src/programs/judge-program.ts';
import { readProgramText } from '../../src/programs/read-program.ts';
import { emergencyWayMs, runShort, sampleAt, uprightFromMs } from '../cycle/short-session.ts';

/** Rows of the hazard table whose test is not a check's: shown on the plant, or at the file. */
describe('hazards that no check watches', () => {
  afterEach(() => vi.restoreAllMocks());

  it('[H-02] DOWN that no longer closes moves nothing in a pause, and the rider still comes up', () => {
    const result = runShort({
      events: [
        { kind: 'fault', atMs: 60_000, fault: 'H-02' },
        { kind: 'press', atMs: 62_000, button: 'DOWN', forMs: 5000 },
        { kind: 'press', atMs: 80_000, button: 'RETURN', forMs: 200 },
      ],
    });
    const pressed = result.trace.filter(({ tMs }) => tMs > 61_900 && tMs < 67_100).map(({ tiltDeg }) => tiltDeg);
    expect(Math.max(...pressed) - Math.min(...pressed)).toBeLessThan(0.05);
    expect(uprightFromMs(result) - 80_000).toBeLessThan(emergencyWayMs(-30) + 3000);
  });

  it('[H-36] a wall clock that is set back and forth changes nothing of the motion', () => {
    const events = [{ kind: 'press', atMs: 60_000, button: 'RETURN', forMs: 200 } as const];
    const sound = runShort({ events });
    let reads = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => {
      reads += 1;
      return reads % 2 === 0 ? 0 : 4e12;
    });
    const jumping = runShort({ events });
    expect(Date.now()).not.toBe(Date.now());
    expect(jumping.trace).toEqual(sound.trace);
  });

  it('[H-38] a program of absurd duration is refused before anything moves', () => {
    for (const time of ['9999 h', '1e99 s', '-5 s']) {
      const read = readProgramText('absurd.yaml', `name: absurd\nsteps:\n  - hold: -30°\n    for: ${time}\n`);
      expect(judgeProgram(read, DEFAULT_SETTINGS).ok, time).toBe(false);
    }
  });

  it('[H-45] a false trip of the watchdog brings the rider upright', () => {
    for (const atMs of [30_000, 65_000, 106_000, 160_000]) {
      const result = runShort({ events: [{ kind: 'fault', atMs, fault: 'H-45:single' }] });
      const boundMs = emergencyWayMs(sampleAt(result, atMs).tiltDeg) + 5000;
      expect(uprightFromMs(result) - atMs, result.replay).toBeLessThan(boundMs);
      expect(result.violations, result.replay).toEqual([]);
    }
  });
});
