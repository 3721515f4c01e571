import { describe, expect, it } from 'vitest';
import { SIMULATED_FAULTS } from '../../sim/faults.ts';
import { moving, standing, TableDriver } from './table-driver.ts';

const HEAVY = { massKg: 120, comCm: 8 };
const CYCLE_MS = 10;

/** Every frame that the host gets and every tilt of the plant, in a stretch in which hands and drive do a bit of everything. */
function traceWith(fault: string | null, startTiltDeg: number): string[] {
  const driver = new TableDriver({ startTiltDeg, rider: HEAVY });
  driver.buttons.press('GRIP', null);
  driver.drive(200, standing);
  const trace: string[] = [];
  const note = (ms: number, command: (cycle: number) => Parameters<TableDriver['drive']>[1]): void => {
    for (let cycle = 0; cycle < ms / CYCLE_MS; cycle++) {
      driver.drive(CYCLE_MS, command(cycle));
      trace.push(`${Object.values(driver.table.read()).join()} ${driver.tiltDeg}`);
    }
  };
  const swinging = (most: number) => (cycle: number) => moving(most * (1 + 0.2 * Math.sin(cycle)));
  note(500, () => standing);
  if (fault !== null) driver.buttons.inject(fault);
  trace.push(Object.values(driver.table.read()).join());
  driver.buttons.press('DOWN', null);
  note(1000, swinging(-0.2));
  driver.buttons.release('DOWN');
  driver.buttons.release('GRIP');
  note(1500, swinging(0.3));
  driver.buttons.release('CLAMP');
  note(1000, () => standing);
  driver.buttons.press('RETURN', 200);
  note(500, () => standing);
  return trace;
}

const variants = SIMULATED_FAULTS.flatMap(({ id, variants }) =>
  variants.length === 0 ? [id] : variants.map((variant) => `${id}:${variant}`),
);
/** The table and its port go on as ever: only whoever paces the host can see them. */
const OF_THE_HOST_ALONE = ['H-26', 'H-27', 'H-28'];

describe('every simulated fault shows at the port or on the plant', () => {
  const sound = [-60, 74].map((startTiltDeg) => traceWith(null, startTiltDeg));

  it('while a sound table repeats itself', () => {
    expect([-60, 74].map((startTiltDeg) => traceWith(null, startTiltDeg))).toEqual(sound);
  });

  it.each(variants.filter((fault) => !OF_THE_HOST_ALONE.includes(fault)))('%s', (fault) => {
    const broken = [-60, 74].map((startTiltDeg) => traceWith(fault, startTiltDeg));
    expect(broken.some((trace, index) => trace.join() !== sound[index]?.join())).toBe(true);
  });

  it.each(OF_THE_HOST_ALONE)('%s, which is the host, does not', (fault) => {
    expect(traceWith(fault, -60)).toEqual(sound[0]);
  });
});
