import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { runShort, type ShortResult, sampleAt } from './short-session.ts';

const press = (button: 'START' | 'UP', atMs: number): ScheduledEvent => ({ kind: 'press', button, atMs, forMs: 200 });

function lowestBetween({ trace }: ShortResult, fromMs: number, toMs: number): number {
  return Math.min(...trace.filter(({ tMs }) => tMs >= fromMs && tMs <= toMs).map(({ tiltDeg }) => tiltDeg));
}

/** The short session goes down from 75 deg until 54 s, and holds there at -30. */
describe('UP tapped in a pause', () => {
  it('of the first descent moves nobody down, and START alone goes on', () => {
    const result = runShort({ events: [press('START', 15_000), press('UP', 40_000), press('START', 90_000)] });
    const { tiltDeg } = sampleAt(result, 39_000);
    expect(tiltDeg).toBeGreaterThan(40);
    expect(lowestBetween(result, 39_000, 90_000)).toBeGreaterThan(tiltDeg - 0.5);
    expect(sampleAt(result, 89_000).state).toBe('paused');
    expect(sampleAt(result, 95_000).state).toBe('moving');
  });

  it('head-down takes 10 deg off, and the table waits there', () => {
    const result = runShort({ events: [press('START', 60_000), press('UP', 65_000)] });
    expect(sampleAt(result, 75_000).state).toBe('paused');
    expect(sampleAt(result, 75_000).tiltDeg).toBeCloseTo(-19.6, 0);
    expect(lowestBetween(result, 75_000, 110_000)).toBeGreaterThan(-20.5);
  });

  it('in the descent itself ends it', () => {
    const result = runShort({ events: [press('UP', 15_000)] });
    expect(sampleAt(result, 20_000).state).toBe('paused');
    expect(lowestBetween(result, 17_000, 60_000)).toBeGreaterThan(sampleAt(result, 15_000).tiltDeg - 1.5);
  });
});
