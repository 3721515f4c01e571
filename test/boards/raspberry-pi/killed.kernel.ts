import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { piPin } from '../../../boards/raspberry-pi/pin-map.ts';
import { CLAMPS_CLOSED } from '../../../src/domain/inputs.ts';
import { KernelTable } from './kernel-table.ts';
import { PI_TABLE } from './pi-table.ts';

const DROPS_WITHIN_MS = 200;

let child: ChildProcess | null = null;

afterEach(async () => {
  if (child !== null) await end(child);
});

it('[H-26] a process that is killed on the way down leaves its PWM on, and the relay brings the table up', async () => {
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg: 75 });
  table.pins.set(CLAMPS_CLOSED, true);
  const running = spawn(process.execPath, ['dist/test/boards/raspberry-pi/drive-down.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = running;
  await once(running.stdout, 'data');
  const pass = async (isSo: () => boolean, withinMs: number, may: () => boolean = () => true) => {
    const untilMs = table.nowMs + withinMs;
    const beganMs = performance.now() - table.nowMs;
    while (!isSo()) {
      if (table.nowMs > untilMs) throw new Error(`not within ${withinMs} ms, at ${table.plant.tiltDeg.toFixed(1)} deg`);
      if (may()) table.advance();
      await new Promise((done) => setTimeout(done, Math.max(1, beganMs + table.nowMs - performance.now())));
    }
  };
  // A busy computer gives this process time while the other one waits for some: the table lives by that one's heartbeat.
  let beat = false;
  const hasBeaten = () => {
    const was = beat;
    beat = table.lines.level(piPin('RELAY').gpio);
    return beat !== was;
  };
  await pass(() => table.relayIsHeld && table.plant.tiltDeg < 72, 20_000, hasBeaten);
  await end(running);
  const killedMs = table.nowMs;
  await pass(() => !table.relayIsHeld, DROPS_WITHIN_MS);
  expect(table.nowMs - killedMs).toBeLessThanOrEqual(DROPS_WITHIN_MS);
  // Nobody is there to take it back, and the line of the direction has fallen back: it is the relay's contact that takes the
  // bridge off the motor.
  expect(Math.abs(table.dutyAtPins)).toBeCloseTo(0.15, 3);
  await pass(() => table.plant.tiltDeg > 73.9, 10_000);
  await pass(() => table.plant.rateDegPerSec === 0, 2000);
  expect(table.plant.tiltDeg).toBeGreaterThan(73.9);
});

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
}
