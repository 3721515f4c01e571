import { PlantMeter } from '../../../sim/plant-meter.ts';
import { SimulatedRider } from '../../../sim/simulated-rider.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import { sessionPlanOf } from '../../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import type { Journal } from '../../../src/ports/journal.ts';
import { findProgram } from '../../../src/programs/library.ts';
import { type KernelRig, openKernelRig } from './kernel-rig.ts';
import { PI_TABLE } from './pi-table.ts';

export const READY_WITHIN_MS = 10_000;
export const UPRIGHT_DEG = 74;

interface From {
  readonly startTiltDeg?: number;
  /** As the mark on the disk says. */
  readonly sessionWasOpen?: boolean;
  readonly journal?: Journal;
  /** Called at the end of each cycle of the controller. */
  readonly cycled?: () => void;
}

export interface Session {
  readonly rig: KernelRig;
  readonly controller: TableController;
  readonly meter: PlantMeter;
  /** Lets the session go on until something is so, or fails. */
  until(isSo: () => boolean, withinMs: number): Promise<void>;
  /** The controller's process stops, and time goes on. */
  kill(): void;
}

const rigs: KernelRig[] = [];

/** A kernel's lines have one owner. */
export async function closeRigs(): Promise<void> {
  for (const rig of rigs.splice(0)) await rig.dispose();
}

export async function openSession(settings: Settings = PI_TABLE, from: From = {}): Promise<Session> {
  await closeRigs();
  const rig = await openKernelRig({ settings, startTiltDeg: from.startTiltDeg ?? 75 });
  rigs.push(rig);
  const { table, plantTable, buttons } = rig;
  // Whoever hung there when the computer was reset is still locked in.
  if (from.sessionWasOpen === true) buttons.press('CLAMP', null);
  const found = findProgram('kim-2013-60', settings, { programsDir: 'none' });
  if (!found.ok) throw new Error('the program is gone');
  const controller = new TableController({
    hardware: table,
    settings,
    plan: sessionPlanOf(found, settings),
    occupancy: 'person',
    admission: ADMITS_ALL,
    sessionWasOpen: from.sessionWasOpen === true,
    ...(from.journal === undefined ? {} : { journal: from.journal }),
    findPlan: (name) => ({ ok: false, because: `there is no ${name} here` }),
  });
  const rider = new SimulatedRider({ buttons, hasGrip: false, startMs: plantTable.nowMs });
  const meter = new PlantMeter(plantTable.plant);
  let isAlive = true;
  const cycle = () => {
    meter.observe(10);
    if (!isAlive) return;
    rider.act(plantTable.nowMs, controller, plantTable.plant.tiltDeg);
    controller.tick(plantTable.nowMs);
    from.cycled?.();
  };
  return {
    rig,
    controller,
    meter,
    until: async (isSo, withinMs) => {
      for (let passedMs = 0; !isSo(); passedMs += 10) {
        if (passedMs >= withinMs) throw new Error(`not within ${withinMs} ms: ${whereItStands(controller, rig)}`);
        await rig.pass(10, cycle);
      }
    },
    kill: () => {
      isAlive = false;
    },
  };
}

function whereItStands(controller: TableController, { table, plantTable }: KernelRig): string {
  const { refusals, faults } = controller.view();
  const why = [...refusals.map(({ text }) => text), ...faults.map(({ id }) => id)].join('; ');
  return `${controller.state} at ${plantTable.plant.tiltDeg.toFixed(1)} deg, ${table.read().mode}, ${why}`;
}

/** Begins a session, and comes back on the way down. */
export async function started(session: Session, untilDeg: number): Promise<void> {
  const { controller, rig } = session;
  await session.until(() => controller.state === 'ready' && controller.view().refusals.length === 0, READY_WITHIN_MS);
  rig.buttons.press('START', 200);
  await session.until(() => rig.plantTable.plant.tiltDeg < untilDeg, 60_000);
}
