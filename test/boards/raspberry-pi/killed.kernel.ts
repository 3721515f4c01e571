import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { CLAMPS_CLOSED } from '../../../src/domain/inputs.ts';
import { KernelTable } from './kernel-table.ts';
import { PI_TABLE } from './pi-table.ts';

const DROPS_WITHIN_MS = 200;

it('[H-26] a process that is killed on the way down leaves its PWM on, and the relay brings the table up', async () => {
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg: 75 });
  table.pins.set(CLAMPS_CLOSED, true);
  const child = spawn(process.execPath, ['dist/test/boards/raspberry-pi/drive-down.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const pass = async (isSo: () => boolean, withinMs: number) => {
    const untilMs = table.nowMs + withinMs;
    const beganMs = performance.now() - table.nowMs;
    while (!isSo()) {
      if (table.nowMs > untilMs) throw new Error(`not within ${withinMs} ms, at ${table.plant.tiltDeg.toFixed(1)} deg`);
      table.advance();
      await new Promise((done) => setTimeout(done, Math.max(0, beganMs + table.nowMs - performance.now())));
    }
  };
  await pass(() => table.relayIsHeld && table.plant.tiltDeg < 72, 20_000);
  child.kill('SIGKILL');
  await once(child, 'exit');
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
