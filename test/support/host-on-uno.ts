import { SimulatedRider } from '../../sim/simulated-rider.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import { sessionPlanOf } from '../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import { findProgram } from '../../src/programs/library.ts';
import { type EmulatedRig, openEmulatedRig } from '../boards/firmata/emulated-rig.ts';

/** The real controller on the real driver, at the serial port of an emulated Uno with the real firmware, and somebody on its table. */
export interface HostOnUno {
  readonly rig: EmulatedRig;
  readonly controller: TableController;
  readonly rider: SimulatedRider;
}

/** @throws where the library has no such program */
export async function openHostOnUno(program: string, seed = 1): Promise<HostOnUno> {
  const rig = await openEmulatedRig({ seed });
  const found = findProgram(program, DEFAULT_SETTINGS, { programsDir: null });
  if (!found.ok) throw new Error(`there is no program ${program}`);
  const controller = new TableController({
    hardware: rig.table,
    settings: DEFAULT_SETTINGS,
    plan: sessionPlanOf(found, DEFAULT_SETTINGS),
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: (name) => ({ ok: false, because: `there is no ${name} here` }),
  });
  const rider = new SimulatedRider({ buttons: rig.buttons, hasGrip: false, startMs: rig.emulated.nowMs });
  return { rig, controller, rider };
}
