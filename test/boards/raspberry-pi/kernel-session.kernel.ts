import { afterEach, describe, expect, it } from 'vitest';
import { PlantMeter } from '../../../sim/plant-meter.ts';
import { SimulatedRider } from '../../../sim/simulated-rider.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import type { TableState } from '../../../src/domain/states.ts';
import { sessionPlanOf } from '../../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import { findProgram } from '../../../src/programs/library.ts';
import { type KernelRig, openKernelRig } from './kernel-rig.ts';
import { PI_TABLE } from './pi-table.ts';

const READY_WITHIN_MS = 10_000;
const UPRIGHT_DEG = 74;

interface From {
  readonly startTiltDeg?: number;
  /** As the mark on the disk says. */
  readonly sessionWasOpen?: boolean;
}

interface Session {
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
async function closeRigs(): Promise<void> {
  for (const rig of rigs.splice(0)) await rig.dispose();
}

async function openSession(settings: Settings = PI_TABLE, from: From = {}): Promise<Session> {
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

async function started(session: Session, untilDeg: number): Promise<void> {
  const { controller, rig } = session;
  await session.until(() => controller.state === 'ready' && controller.view().refusals.length === 0, READY_WITHIN_MS);
  rig.buttons.press('START', 200);
  await session.until(() => rig.plantTable.plant.tiltDeg < untilDeg, 60_000);
}

describe('a session through a kernel', () => {
  afterEach(closeRigs);
  const isIn =
    ({ controller }: Session, ...states: readonly TableState[]) =>
    () =>
      states.includes(controller.state);

  it('goes down by its program and comes up by RETURN, by the plant', async () => {
    const session = await openSession();
    await started(session, 66);
    const { rig, meter } = session;
    rig.buttons.press('RETURN', 200);
    const pressedMs = rig.plantTable.nowMs;
    await session.until(() => meter.upDegPerSec > 0.1 && rig.table.read().appliedDuty > 0, 1500);
    await session.until(isIn(session, 'locked'), 20_000);
    expect(rig.plantTable.plant.tiltDeg).toBeGreaterThan(UPRIGHT_DEG);
    expect(rig.plantTable.nowMs - pressedMs).toBeLessThan(12_000);
    expect(meter.maxRateDegPerSec).toBeLessThan(6);
    expect(session.controller.view().faults).toEqual([]);
  });

  it('[H-26] brings the rider up by the return relay when the process stops renewing its lease', async () => {
    const session = await openSession();
    await started(session, 68);
    const { rig } = session;
    session.kill();
    await session.until(() => !rig.plantTable.relayIsHeld, 300);
    await session.until(() => rig.table.read().mode === 'returned', 10_000);
    expect(rig.plantTable.plant.tiltDeg).toBeGreaterThan(UPRIGHT_DEG - 0.2);
    expect(rig.plantTable.dutyAtPins).toBe(0);
  });

  it('[H-05] stands within 100 ms of E-STOP, and its release moves nothing', async () => {
    const session = await openSession();
    await started(session, 70);
    const { rig } = session;
    rig.buttons.press('ESTOP', null);
    await session.until(isIn(session, 'stopped'), 100);
    const atDeg = rig.plantTable.plant.tiltDeg;
    expect(rig.plantTable.dutyAtPins).toBe(0);
    rig.buttons.release('ESTOP');
    await rig.pass(1000, () => session.controller.tick(rig.plantTable.nowMs));
    expect(Math.abs(rig.plantTable.plant.tiltDeg - atDeg)).toBeLessThan(0.3);
  });

  it('[H-11] returns the rider when the angle sensor loses its magnet', async () => {
    const session = await openSession();
    await started(session, 70);
    const { rig } = session;
    expect(rig.buttons.inject('H-11')).toEqual({ ok: true });
    await session.until(isIn(session, 'returning-emergency', 'returning-blind'), 200);
    await session.until(() => rig.plantTable.plant.tiltDeg > UPRIGHT_DEG - 0.2, 20_000);
  });

  it('[H-51] starts after a reset in the middle of a session, and brings the rider up', async () => {
    const session = await openSession(PI_TABLE, { startTiltDeg: 50, sessionWasOpen: true });
    await session.until(isIn(session, 'returning-emergency'), 3000);
    expect(session.rig.table.read().mode).toBe('leased');
    await session.until(isIn(session, 'locked'), 15_000);
    expect(session.rig.plantTable.plant.tiltDeg).toBeGreaterThan(UPRIGHT_DEG);
  });

  it('carries nobody by a relay that does not drop, or by none', async () => {
    const session = await openSession();
    session.rig.plantTable.relayIsStuck = true;
    await session.until(() => session.controller.state === 'ready', READY_WITHIN_MS);
    await session.until(() => !session.rig.table.facts.carriesRider.ok, 1000);
    await rigSays(session, 'does not drop');
    const without = await openSession({
      ...PI_TABLE,
      board: { ...PI_TABLE.board, pi: { ...PI_TABLE.board.pi, returnRelay: false } },
    });
    await without.until(() => without.controller.state === 'ready', READY_WITHIN_MS);
    await rigSays(without, 'fit the return relay');
  });
});

async function rigSays(session: Session, part: string): Promise<void> {
  const said = () =>
    session.controller
      .view()
      .refusals.filter(({ id }) => id === 'HARDWARE')
      .map(({ text }) => text)
      .join();
  await session.until(() => said().includes(part), 2000);
}
