import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../sim/virtual-clock.ts';
import { ControlLoop } from '../../src/cycle/control-loop.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** A clock that calls when it is told to, as late as it is told to. */
class LateClock implements Clock {
  #nowMs = 0;
  #tick: (() => void) | null = null;

  nowMs(): number {
    return this.#nowMs;
  }

  every(_periodMs: number, tick: () => void): () => void {
    this.#tick = tick;
    return () => {
      this.#tick = null;
    };
  }

  after(ms: number): void {
    this.#nowMs += ms;
    this.#tick?.();
  }
}

describe('ControlLoop', () => {
  it('calls a hundred times a second with the time, and counts no overrun when it is punctual', () => {
    const clock = new VirtualClock();
    const times: number[] = [];
    const loop = new ControlLoop(clock, (nowMs) => times.push(nowMs));
    loop.start();
    clock.advance(1000);
    expect(times).toHaveLength(100);
    expect(times.slice(0, 3)).toEqual([10, 20, 30]);
    expect(loop.statistics).toMatchObject({ cycles: 100, overruns: 0, worstLatenessMs: 0 });
  });

  it('counts a cycle that is 10 ms late as an overrun, keeps the worst, and never calls twice to catch up', () => {
    const clock = new LateClock();
    let calls = 0;
    const loop = new ControlLoop(clock, () => {
      calls += 1;
    });
    loop.start();
    for (const ms of [10, 10, 19.9, 20, 10, 2010, 10]) clock.after(ms);
    expect(calls).toBe(7);
    expect(loop.statistics).toMatchObject({ cycles: 7, overruns: 2, worstLatenessMs: 2000 });
    expect([0.5, 0.75, 0.9, 1].map((share) => loop.statistics.latenessMs(share))).toEqual([0.1, 10.1, 100.1, 100.1]);
  });

  it('stops, and starts once however often it is asked', () => {
    const clock = new VirtualClock();
    let calls = 0;
    const loop = new ControlLoop(clock, () => {
      calls += 1;
    });
    loop.start();
    loop.start();
    clock.advance(100);
    expect(calls).toBe(10);
    loop.stop();
    clock.advance(100);
    expect(calls).toBe(10);
  });
});
