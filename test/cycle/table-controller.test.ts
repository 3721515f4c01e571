import { describe, expect, it } from 'vitest';
import { TableBench } from './table-bench.ts';

/** In the hold at -30, a rider on the table. */
function inHold(): TableBench {
  const bench = new TableBench();
  bench.start();
  expect(bench.runUntil('holding', 70_000)).toBe(true);
  bench.run(2000);
  return bench;
}

/** Runs until upright and at rest; answers with the seconds it took, or null. */
function secondsToUpright(bench: TableBench, most: number): number | null {
  for (let tick = 0; tick < most * 100; tick += 1) {
    if (bench.tiltDeg > 73 && bench.table.plant.rateDegPerSec === 0) return tick / 100;
    bench.run(10);
  }
  return null;
}

describe('TableController', () => {
  it('[H-28] brings the rider up from the very tick in which the machine throws', () => {
    const bench = inHold();
    bench.machineThrows = true;
    bench.run(10);
    expect(bench.controller.state).toBe('returning-emergency');
    expect(bench.controller.thrown).toBeInstanceOf(Error);
    expect(bench.table.board.outputs.brakeReleased).toBe(true);
    expect(bench.table.board.mode).toBe('leased');
    // 30 deg at 5 deg/s and 75 at 3, with two changes of speed.
    expect(secondsToUpright(bench, 40)).not.toBeNull();
    expect(bench.table.board.mode).toBe('leased');
    bench.run(500);
    expect(bench.controller.state).toBe('locked');
  });

  it('[H-28] goes on bringing the rider up when the machine throws no more, and takes no command again', () => {
    const bench = inHold();
    bench.machineThrows = true;
    bench.run(20);
    bench.machineThrows = false;
    expect(secondsToUpright(bench, 40)).not.toBeNull();
    expect(bench.controller.view().faults.map(({ id }) => id)).toEqual(['H-28']);
    expect(bench.controller.view().cause).toBe('H-28');
    expect(bench.controller.send({ kind: 'pause' })).toMatchObject({ ok: false, code: 'NOT_NOW' });
    bench.press('START');
    bench.run(20_000);
    expect(bench.tiltDeg).toBeGreaterThan(73);
  });

  it('[H-28] writes nothing when the fallback throws too: the lease ends, and the board brings the rider up', () => {
    const bench = inHold();
    bench.hardware.readThrows = true;
    const { writes } = bench.hardware;
    bench.run(240);
    expect(bench.table.board.mode).toBe('leased');
    bench.run(30);
    expect(bench.table.board.mode).toBe('returning');
    expect(secondsToUpright(bench, 40)).not.toBeNull();
    expect(bench.hardware.writes).toBe(writes);
    expect(() => bench.run(100)).not.toThrow();
  });

  it('[H-28] [H-07] after a throw, E-STOP holds, its release moves nothing, and RETURN brings the rider up', () => {
    const bench = inHold();
    bench.machineThrows = true;
    bench.run(3000);
    bench.press('ESTOP', null);
    bench.run(500);
    const heldDeg = bench.tiltDeg;
    bench.run(10_000);
    expect(bench.tiltDeg).toBeCloseTo(heldDeg, 1);
    expect(bench.controller.state).toBe('stopped');
    bench.buttons.release('ESTOP');
    bench.run(60_000);
    expect(bench.tiltDeg).toBeCloseTo(heldDeg, 1);
    bench.press('RETURN');
    expect(secondsToUpright(bench, 45)).not.toBeNull();
  });

  it.each(['H-11', 'H-08', 'H-34'])(
    '[H-28] [%s] comes up all the same when the angle is lost after the throw',
    (fault) => {
      const bench = inHold();
      bench.machineThrows = true;
      bench.run(2000);
      expect(bench.buttons.inject(fault).ok).toBe(true);
      let fastest = 0;
      bench.run(60_000, () => {
        fastest = Math.max(fastest, Math.abs(bench.table.plant.rateDegPerSec));
      });
      expect(bench.tiltDeg).toBeGreaterThan(73);
      expect(bench.tiltDeg).toBeLessThan(77.5);
      expect(fastest).toBeLessThan(8);
    },
  );

  it('[H-28] [H-14] leaves the way up to the board when no angle is left after the throw', () => {
    const bench = inHold();
    bench.machineThrows = true;
    bench.run(1000);
    bench.buttons.inject('H-14');
    bench.run(60_000);
    expect(['returned', 'returning']).toContain(bench.table.board.mode);
    expect(bench.tiltDeg).toBeGreaterThan(73);
  });

  it('is quiet on an upright table: nothing moves without START', () => {
    const bench = new TableBench();
    bench.boot();
    bench.run(20_000);
    expect(bench.controller.state).toBe('ready');
    expect(bench.tiltDeg).toBe(75);
    expect(bench.table.board.outputs.brakeReleased).toBe(false);
  });
});
