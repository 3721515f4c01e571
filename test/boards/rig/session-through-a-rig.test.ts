import { expect, it } from 'vitest';
import { PlantMeter } from '../../../sim/plant-meter.ts';
import { SimulatedRider } from '../../../sim/simulated-rider.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import { CYCLE_MS } from '../../../src/domain/time.ts';
import { sessionPlanOf } from '../../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import { findProgram } from '../../../src/programs/library.ts';
import { openRiggedBench, RIG_SETTINGS } from '../../support/rigged-bench.ts';

it('the real controller goes down, is told to RETURN, and brings the plant up, with a rig between board and plant', async () => {
  const bench = await openRiggedBench();
  const { plantTable, driver, hands, pass } = bench;
  const { plant } = plantTable;
  const found = findProgram('first-time', RIG_SETTINGS, { programsDir: 'none' });
  if (!found.ok) throw new Error('no program');
  const controller = new TableController({
    hardware: driver,
    settings: RIG_SETTINGS,
    plan: sessionPlanOf(found, RIG_SETTINGS),
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: () => ({ ok: false, because: 'none here' }),
  });
  const rider = new SimulatedRider({ buttons: hands, hasGrip: false, startMs: plantTable.nowMs });
  const meter = new PlantMeter(plant);
  const log: string[] = [];
  let n = 0;
  const cycle = async () => {
    await pass();
    rider.act(plantTable.nowMs, controller, plant.tiltDeg);
    controller.tick(bench.unos.nowMs);
    meter.observe(CYCLE_MS);
    if (n++ % 100 === 0) log.push(`${(plantTable.nowMs / 1000).toFixed(1)} ${controller.state} ${plant.tiltDeg.toFixed(2)} ${plant.rateDegPerSec.toFixed(2)} est ${controller.view().tiltDeg?.toFixed(2)} duty ${plantTable.outputs.duty.toFixed(3)} applied ${driver.read().appliedDuty.toFixed(3)} ${controller.view().faults.map(({ id }) => id)} ${controller.view().refusals.map(({ id }) => id)}`);
  };
  for (let i = 0; i < 1000 && (controller.state !== 'ready' || controller.view().refusals.length > 0); i++) await cycle();
  hands.press('START', 200);
  for (let i = 0; i < 4000; i++) await cycle();
  hands.press('RETURN', 200);
  for (let i = 0; i < 3000; i++) await cycle();
  console.log(log.join('\n'));
  console.log(meter.maxRateDegPerSec, meter.maxAccelDegPerSec2, bench.rig.skipped);
  expect(controller.state).toBe('ready');
}, 600_000);
