import { expect, it } from 'vitest';
import { TableBench } from './table-bench.ts';

it('[H-40] a return is taken in the same tick as more wishes than a tick takes', () => {
  const bench = new TableBench();
  bench.start();
  expect(bench.runUntil('moving', 2000)).toBe(true);
  bench.run(5000);
  const replies = Array.from({ length: 40 }, () => bench.controller.send({ kind: 'pause' }));
  expect(replies.at(-1)).toMatchObject({ ok: false, code: 'NOT_NOW' });
  expect(bench.controller.send({ kind: 'return' })).toEqual({ ok: true });
  bench.run(10);
  expect(bench.controller.state).toBe('returning-emergency');
});
