import { expect, it } from 'vitest';
import { PlantMeter } from '../../../sim/plant-meter.ts';
import { SimulatedRider } from '../../../sim/simulated-rider.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import { CYCLE_MS } from '../../../src/domain/time.ts';
import { sessionPlanOf } from '../../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import { findProgram } from '../../../src/programs/library.ts';
import { openRiggedBench, RIG_SETTINGS } from '../../support/rigged-bench.ts';

const PRESS_MS = 200;
const DOWN_MS = 40_000;
/** 80 deg at 3 deg/s, the turn, and the brake. */
const UP_WITHIN_MS = 32_000;

it('goes down, is told to RETURN and brings the plant up, the real controller over a board whose table is a rig', async () => {
  const bench = await openRiggedBench();
  const { plantTable, driver, hands, unos, pass } = bench;
  const { plant } = plantTable;
  const found = findProgram('first-time', RIG_SETTINGS, { programsDir: 'none' });
  if (!found.ok) throw new Error('there is no first-time');
  const controller = new TableController({
    hardware: driver,
    settings: RIG_SETTINGS,
    plan: sessionPlanOf(found, RIG_SETTINGS),
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: () => ({ ok: false, because: 'there is no other here' }),
  });
  const rider = new SimulatedRider({ buttons: hands, hasGrip: false, startMs: plantTable.nowMs });
  const meter = new PlantMeter(plant);
  let mostLagDeg = 0;
  const cycleUntil = async (isSo: () => boolean, withinMs: number): Promise<number> => {
    let passedMs = 0;
    for (; !isSo() && passedMs < withinMs; passedMs += CYCLE_MS) {
      await pass();
      rider.act(plantTable.nowMs, controller, plant.tiltDeg);
      controller.tick(unos.nowMs);
      meter.observe(CYCLE_MS);
      mostLagDeg = Math.max(mostLagDeg, Math.abs((controller.view().tiltDeg ?? plant.tiltDeg) - plant.tiltDeg));
    }
    return passedMs;
  };
  await cycleUntil(() => controller.state === 'ready' && controller.view().refusals.length === 0, 10_000);
  hands.press('START', PRESS_MS);
  await cycleUntil(() => false, DOWN_MS);
  expect(plant.tiltDeg).toBeLessThan(0);
  expect(controller.view().faults).toEqual([]);
  const downDegPerSec = meter.maxRateDegPerSec;
  hands.press('RETURN', PRESS_MS);
  await cycleUntil(() => plant.rateDegPerSec > 0, 3000);
  const turnedAtDeg = plant.tiltDeg;
  const upMs = await cycleUntil(() => controller.state === 'locked', UP_WITHIN_MS);
  expect(controller.view().lastSession?.outcome).toBe('returned');
  expect(controller.view().cause).toBe('RETURN');
  expect(plant.tiltDeg).toBeGreaterThan(74);
  expect(turnedAtDeg).toBeGreaterThan(-6);
  expect(upMs).toBeLessThan(UP_WITHIN_MS);
  // Planned 2 deg/s down and 3 up, with what the controller's own check of the rate leaves: 15 % and 0.6 deg/s.
  expect(downDegPerSec).toBeLessThan(2.9);
  expect(meter.maxRateDegPerSec).toBeLessThan(4);
  expect(meter.maxAccelDegPerSec2).toBeLessThan(6);
  expect(mostLagDeg).toBeLessThan(0.5);
  expect(bench.rig.skipped).toBe(0);
}, 600_000);
