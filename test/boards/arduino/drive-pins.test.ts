import { expect, it } from 'vitest';
import { BoardBench } from '../../support/board-bench.ts';

const UP = 'D9';
const BRAKE = 'D11';
const FIRST_MS = 100;
/** The first duties of a motion, before the reference has begun to move. */
const LITTLE_DUTY = 0.05;

it('[H-49] a motion begins without the duty of the one before, not even for a period of the timer', () => {
  const bench = new BoardBench({ startTiltDeg: -30 }).lease();
  bench.host.move(0.3);
  bench.run(1500);
  const { uno } = bench.table;
  expect(uno.outputOf(UP)).toBeGreaterThan(0.25);
  bench.host.stand();
  bench.run(500);
  expect(uno.outputOf(UP)).toBe(0);
  const shown: number[] = [];
  uno.listen(UP, (output) => shown.push(output ?? 0));
  bench.host.move(0.3);
  bench.run(FIRST_MS);
  expect(shown.length).toBeGreaterThan(0);
  expect(Math.max(...shown)).toBeLessThan(LITTLE_DUTY);
});

it('the brake is told before a drive that is cut, so that nothing is ever without both', () => {
  const bench = new BoardBench({ startTiltDeg: -30 }).lease();
  bench.host.move(0.3);
  bench.run(1500);
  const { uno } = bench.table;
  const brakeWhenCut: (number | null)[] = [];
  uno.listen(UP, (output) => {
    if ((output ?? 0) === 0) brakeWhenCut.push(uno.outputOf(BRAKE));
  });
  expect(uno.outputOf(BRAKE)).toBe(1);
  bench.host.stand();
  bench.run(500);
  expect(brakeWhenCut.length).toBeGreaterThan(0);
  expect(brakeWhenCut).not.toContain(1);
});
