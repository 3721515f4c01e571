import { expect, it } from 'vitest';
import { CYCLE_MS } from '../../../src/domain/time.ts';
import { openHostOnUno } from '../../support/host-on-uno.ts';

const READY_WITHIN_MS = 30_000;
const WATCHED_MS = 6000;

/** A session of the real host on the real firmware, which stalls where the table has come to `tiltDeg`. */
async function stalledAt(tiltDeg: number, forMs: number) {
  const { rig, controller, rider } = await openHostOnUno('first-time');
  const { emulated, buttons } = rig;
  const cycle = () => {
    emulated.advance(CYCLE_MS);
    rider.act(emulated.nowMs, controller, emulated.plant.tiltDeg);
    controller.tick(emulated.nowMs);
  };
  const until = (isSo: () => boolean) => {
    for (let passedMs = 0; !isSo(); passedMs += CYCLE_MS) {
      if (passedMs > READY_WITHIN_MS) throw new Error(`it does not come to it: ${controller.state}`);
      cycle();
    }
  };
  until(() => controller.state === 'ready' && controller.view().refusals.length === 0);
  buttons.press('START', 200);
  until(() => emulated.plant.tiltDeg <= tiltDeg);
  emulated.advance(forMs);
  const stoodDeg = emulated.plant.tiltDeg;
  let lowestDeg = stoodDeg;
  for (let passedMs = 0; passedMs < WATCHED_MS; passedMs += CYCLE_MS) {
    cycle();
    lowestDeg = Math.min(lowestDeg, emulated.plant.tiltDeg);
  }
  const faults = controller.view().faults.map(({ id }) => id);
  return { sunkDeg: stoodDeg - lowestDeg, state: controller.state, faults };
}

it.each([
  [74.9, 2000],
  [74.7, 2000],
  [74.5, 2000],
  [74, 2000],
  [70, 2000],
  [70, 4000],
])(
  '[H-27] a host that stalls at %d deg on the way down, for %d ms, goes on with nothing when it wakes, and holds nothing against the drive',
  async (tiltDeg, forMs) => {
    const { sunkDeg, state, faults } = await stalledAt(tiltDeg, forMs);
    expect(sunkDeg).toBeLessThan(0.2);
    expect([state, faults]).toEqual(['locked', ['H-27']]);
  },
  60_000,
);
