import { spawn } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../boards/host/system-clock.ts';

const PERIOD_MS = 10;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The process does nothing else for so long, as where its computer is busy. */
function standStill(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Time that passes as it is told to. A standstill ends with the turn of the timer that was due in it. */
function fakeTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1) {
      nowMs += 1;
      vi.advanceTimersByTime(1);
    }
  };
  const standAndWake = (ms: number) => {
    nowMs += ms;
    vi.advanceTimersByTime(PERIOD_MS);
  };
  return { tick: vi.fn(), pass, standAndWake };
}

/** A pipe on which something comes every few milliseconds, from another process. */
async function steadyPipe(onData: () => void): Promise<void> {
  const child = spawn(process.execPath, ['-e', "setInterval(() => process.stdout.write('.'), 5)"]);
  ends.push(() => child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.on('data', onData);
}

describe('the system clock', () => {
  // A computer that is busy leaves out the reading as well.
  it('[H-34] ticks after a standstill once what has come meanwhile was read', { retry: 3 }, async () => {
    let arrivedMs = performance.now();
    await steadyPipe(() => {
      arrivedMs = performance.now();
    });
    const agesMs: number[] = [];
    ends.push(systemClock.every(PERIOD_MS, () => agesMs.push(performance.now() - arrivedMs)));
    for (let round = 0; round < 5; round += 1) {
      await pause(60);
      standStill(150);
    }
    await pause(60);
    expect(agesMs.length).toBeGreaterThan(20);
    expect(Math.max(...agesMs)).toBeLessThan(100);
  });

  it('ticks once after a standstill, 4 ms after it woke, and goes on at its pace', async () => {
    const { tick, standAndWake, pass } = fakeTime();
    ends.push(systemClock.every(PERIOD_MS, tick));
    pass(50);
    expect(tick).toHaveBeenCalledTimes(5);
    standAndWake(150);
    expect(tick).toHaveBeenCalledTimes(5);
    pass(3);
    expect(tick).toHaveBeenCalledTimes(5);
    pass(1);
    expect(tick).toHaveBeenCalledTimes(6);
    pass(5);
    expect(tick).toHaveBeenCalledTimes(6);
    pass(1);
    expect(tick).toHaveBeenCalledTimes(7);
  });

  it('ticks where every tick is late', async () => {
    let ticks = 0;
    ends.push(
      systemClock.every(PERIOD_MS, () => {
        ticks += 1;
        standStill(60);
      }),
    );
    await pause(400);
    expect(ticks).toBeGreaterThanOrEqual(4);
  });

  it('ticks no more once it is stopped, though a late tick was waiting', () => {
    const { tick, standAndWake, pass } = fakeTime();
    const stop = systemClock.every(PERIOD_MS, tick);
    pass(50);
    standAndWake(150);
    stop();
    pass(100);
    expect(tick).toHaveBeenCalledTimes(5);
  });
});
