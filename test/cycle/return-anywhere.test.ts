import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { emergencyWayMs, runShort, type ShortResult, sampleAt, uprightFromMs } from './short-session.ts';

/** What a motion under way, the jerk and the brake may add to the way at the set rates, ms. */
const OVERHEAD_MS = 3000;
const SESSION_MS = 246_000;

const pressReturn = (atMs: number): ScheduledEvent => ({ kind: 'press', atMs, button: 'RETURN', forMs: 150 });

/** Upright in time, gently, each part at its own rate, and never deeper than the turn takes. */
function expectReturned(result: ShortResult, atMs: number): void {
  const { replay, trace } = result;
  const tiltDeg = sampleAt(result, atMs).tiltDeg;
  expect(uprightFromMs(result) - atMs, `${replay}, from ${tiltDeg}`).toBeLessThan(
    emergencyWayMs(tiltDeg) + OVERHEAD_MS,
  );
  expect(result.maxAccelDegPerSec2, replay).toBeLessThan(6);
  expect(result.violations, replay).toEqual([]);
  let highestDeg = Number.NEGATIVE_INFINITY;
  const worst = { lowestDeg: tiltDeg, sunkDeg: 0, headDownRate: 0, headUpRate: 0 };
  for (const sample of trace) {
    if (sample.tMs < atMs) continue;
    highestDeg = Math.max(highestDeg, sample.tiltDeg);
    worst.lowestDeg = Math.min(worst.lowestDeg, sample.tiltDeg);
    worst.sunkDeg = Math.max(worst.sunkDeg, highestDeg - sample.tiltDeg);
    const part = sample.tiltDeg > 0 ? 'headUpRate' : 'headDownRate';
    worst[part] = Math.max(worst[part], sample.rateDegPerSec);
  }
  // A ramp down turns within 2 deg; after that the table never sinks.
  expect(worst.lowestDeg, replay).toBeGreaterThan(tiltDeg - 2);
  expect(worst.sunkDeg, replay).toBeLessThan(2);
  expect(worst.headDownRate, replay).toBeLessThan(5.6);
  expect(worst.headUpRate, replay).toBeLessThan(3.6);
}

describe('RETURN, wherever it is pressed', () => {
  it('brings the rider upright in time at 70 random moments of a session, with riders of all weights', () => {
    const random = new SeededRandom(4711);
    for (let index = 0; index < 70; index += 1) {
      const atMs = Math.round(random.between(600, SESSION_MS));
      const rider = { massKg: Math.round(random.between(40, 150)), comCm: Math.round(random.between(-10, 10)) };
      const result = runShort({ seed: index + 1, events: [pressReturn(atMs)], simulation: { rider } });
      const replay = `${result.replay} --rider-mass ${rider.massKg} --rider-com ${rider.comCm}`;
      expectReturned({ ...result, replay }, atMs);
      expect(result.outcome, replay).toBe('returned');
      expect(result.cause, replay).toBe('RETURN');
    }
  });

  it('brings the rider upright from a pause', () => {
    const random = new SeededRandom(99);
    for (let index = 0; index < 12; index += 1) {
      const pausedMs = Math.round(random.between(2000, 200_000));
      const atMs = pausedMs + Math.round(random.between(100, 20_000));
      const pause: ScheduledEvent = { kind: 'press', atMs: pausedMs, button: 'START', forMs: 150 };
      const result = runShort({ seed: index + 1, events: [pause, pressReturn(atMs)] });
      if (atMs - pausedMs > 3000) expect(sampleAt(result, atMs - 100).state, result.replay).toBe('paused');
      expectReturned(result, atMs);
    }
  });

  it('is not changed by a second press, nor by any other button', () => {
    const random = new SeededRandom(123);
    for (let index = 0; index < 12; index += 1) {
      const atMs = Math.round(random.between(2000, 200_000));
      const laterMs = atMs + Math.round(random.between(200, 15_000));
      const others = (['START', 'DOWN', 'UP', 'SELECT'] as const).map(
        (button, later): ScheduledEvent => ({ kind: 'press', atMs: laterMs + 700 * later, button, forMs: 300 }),
      );
      const result = runShort({ seed: index + 1, events: [pressReturn(atMs), pressReturn(laterMs), ...others] });
      expectReturned(result, atMs);
    }
  });

  it.each(['H-11:open', 'H-09:repeated', 'H-59:a', 'H-28', 'H-27', 'H-34', 'H-04:made', 'H-46', 'H-47', 'H-54:dead'])(
    '[%s] brings the rider upright with the fault in a second before or after the press',
    (fault) => {
      const random = new SeededRandom([...fault].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
      for (let index = 0; index < 4; index += 1) {
        const atMs = Math.round(random.between(3000, 235_000));
        const faultMs = atMs + Math.round(random.between(-1000, 1000));
        const result = runShort({
          seed: index + 1,
          events: [{ kind: 'fault', atMs: faultMs, fault }, pressReturn(atMs)],
        });
        const tiltDeg = sampleAt(result, Math.min(atMs, faultMs)).tiltDeg;
        expect(uprightFromMs(result) - atMs, `${result.replay}, from ${tiltDeg}`).toBeLessThan(
          emergencyWayMs(tiltDeg) + 4000,
        );
        expect(result.violations, result.replay).toEqual([]);
      }
    },
  );
});
