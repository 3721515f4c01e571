import { afterEach, describe, expect, it } from 'vitest';
import { PI_I2C } from '../../../boards/raspberry-pi/pin-map.ts';
import type { TableState } from '../../../src/domain/states.ts';
import { closeRigs, openSession, READY_WITHIN_MS, type Session, started, UPRIGHT_DEG } from './kernel-session.ts';
import { PI_TABLE } from './pi-table.ts';
import { takeChipAway } from './simulated-chips.ts';
import { unplugHeader } from './simulated-lines.ts';

describe('a session through a kernel', () => {
  afterEach(async () => {
    takeChipAway(null);
    await closeRigs();
  });
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

  it('[H-11] returns the rider when the angle sensor vanishes from the bus', async () => {
    const session = await openSession();
    await started(session, 70);
    takeChipAway(PI_I2C.angle.address);
    await session.until(isIn(session, 'returning-emergency', 'returning-blind'), 200);
    await session.until(() => session.rig.plantTable.plant.tiltDeg > UPRIGHT_DEG - 0.2, 20_000);
  });

  it('[H-23] returns the rider when the chip of current and supply vanishes from the bus', async () => {
    const session = await openSession();
    await started(session, 70);
    takeChipAway(PI_I2C.current.address);
    // 100 ms until it counts as silent, 300 of a supply that is gone, and what a guest without quick emulation adds.
    await session.until(isIn(session, 'returning-emergency', 'returning-blind'), 1000);
    await session.until(() => session.rig.plantTable.plant.tiltDeg > UPRIGHT_DEG - 0.2, 20_000);
  });

  it('[H-34] lets the return relay bring the rider up when the chip of all lines is gone', async () => {
    const session = await openSession();
    await started(session, 70);
    const { plugIn } = unplugHeader();
    const { plantTable, table } = session.rig;
    await session.until(() => !plantTable.relayIsHeld, 300);
    expect(table.endedBecause).toBe('the kernel does not take the outputs any more');
    await session.until(() => plantTable.plant.tiltDeg > UPRIGHT_DEG - 0.2, 10_000);
    await closeRigs();
    plugIn();
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
