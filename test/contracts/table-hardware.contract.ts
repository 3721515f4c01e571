import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActuatorCommand } from '../../src/domain/frames.ts';
import { CLAMPS_CLOSED, INPUT } from '../../src/domain/inputs.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';
import type { TestInputs } from '../../src/ports/test-inputs.ts';

/** A table of any kind with a plant behind it, at 75 to -60 deg, and a person's hands on it. */
export interface ContractRig {
  readonly hardware: TableHardware;
  readonly buttons: TestInputs;
  readonly tiltDeg: number;
  readonly nowMs: number;
  /** Lets time pass, a multiple of 10 ms; the host acts every 10 ms, after the table has reported. */
  pass(ms: number, host?: () => void): Promise<void>;
  dispose(): Promise<void>;
}

export type MakeRig = (options: { readonly startTiltDeg: number }) => Promise<ContractRig>;

const LEASE_MS = 250;
/** The board's lease, one cycle of the board and one of the line. */
const NOTICED_MS = LEASE_MS + 50;
/** 135 deg at 5 and 3 deg/s, with their ramps and the board's own margin. */
const WAY_UP_MS = 60_000;
const UPRIGHT_DEG = 74;

const standing: ActuatorCommand = {
  duty: 0,
  driveEnabled: false,
  brakeReleased: false,
  leaseMs: LEASE_MS,
  sessionOpen: false,
  person: false,
  alarm: 'none',
};
const moving = (duty: number): ActuatorCommand => ({
  ...standing,
  duty,
  driveEnabled: true,
  brakeReleased: true,
  sessionOpen: true,
});

/** Where time is dear, a way up is watched for its first degrees; `npm run evidence` and the other tables see the whole. */
export type WayUp = 'whole' | 'begun';
const BEGUN_MS = 3000;
const BEGUN_DEG = 2;

/** What every `TableHardware` owes the controller. */
export function describeTableHardware(name: string, makeRig: MakeRig, wayUp: WayUp = 'whole'): void {
  describe(`${name} as TableHardware`, () => {
    let rig: ContractRig;
    const start = async (startTiltDeg: number) => {
      rig = await makeRig({ startTiltDeg });
      rig.buttons.press('CLAMP', null);
      await rig.pass(500, () => rig.hardware.write(standing));
    };
    const drive = (ms: number, command: ActuatorCommand) => rig.pass(ms, () => rig.hardware.write(command));
    const expectWayUp = async (host: () => void = () => undefined) => {
      const fromDeg = rig.tiltDeg;
      if (wayUp === 'begun') {
        await rig.pass(BEGUN_MS, host);
        expect(rig.tiltDeg).toBeGreaterThan(fromDeg + BEGUN_DEG);
        return;
      }
      for (let passedMs = 0; passedMs < WAY_UP_MS && rig.tiltDeg < UPRIGHT_DEG; passedMs += 100)
        await rig.pass(100, host);
      await rig.pass(1000, host);
      expect(rig.tiltDeg).toBeGreaterThan(UPRIGHT_DEG);
    };
    afterEach(() => rig.dispose());

    describe('upright', () => {
      beforeEach(() => start(75));

      it('reports in one record, every 10 ms, with a time of arrival and a number that grows', async () => {
        const frame = rig.hardware.read();
        const { sequence } = frame;
        let oldestMs = 0;
        await rig.pass(1000, () => {
          rig.hardware.write(standing);
          oldestMs = Math.max(oldestMs, rig.nowMs - rig.hardware.read().atMs);
        });
        expect(rig.hardware.read()).toBe(frame);
        expect(frame.sequence - sequence).toBeGreaterThanOrEqual(95);
        expect(oldestMs).toBeLessThanOrEqual(20);
      });

      it('reports angle, contacts and supply as they are', () => {
        const { tiltCounts, inputs, supplyVolts, mode } = rig.hardware.read();
        expect(tiltCounts).toBeGreaterThan(512 + 74 / (270 / 1024));
        expect(inputs & CLAMPS_CLOSED).toBe(CLAMPS_CLOSED);
        expect(inputs & (INPUT.E_STOP_A_CLOSED | INPUT.RETURN_BREAK_CLOSED)).not.toBe(0);
        expect(supplyVolts).toBeGreaterThan(20);
        expect(mode).toBe('leased');
      });

      it('moves by the duty, and reports what it applies', async () => {
        // A board that slews takes a third of a second to this duty.
        await drive(2500, moving(-0.15));
        expect(rig.tiltDeg).toBeLessThan(74);
        expect(rig.hardware.read().appliedDuty).toBeCloseTo(-0.15, 2);
      });

      it('takes a duty that is no number for none', async () => {
        await drive(500, moving(Number.NaN));
        expect(rig.hardware.read().appliedDuty).toBe(0);
      });

      it('stands on the brake, with the lease over, once it is closed', async () => {
        await expect(rig.hardware.close()).resolves.toBe('upright');
        await rig.pass(1000);
        expect(rig.tiltDeg).toBeGreaterThan(74);
        expect(() => rig.hardware.write(moving(-0.3))).not.toThrow();
        await rig.pass(1000, () => rig.hardware.write(moving(-0.3)));
        expect(rig.tiltDeg).toBeGreaterThan(74);
        expect(() => rig.hardware.read()).not.toThrow();
      });
    });

    describe('head-down', () => {
      beforeEach(() => start(-30));

      it('[H-26] brings the rider up by itself when the lease is not renewed', async () => {
        await drive(100, { ...standing, sessionOpen: true });
        await rig.pass(NOTICED_MS);
        expect(rig.hardware.read().mode).toBe('returning');
        await expectWayUp();
        if (wayUp === 'whole') expect(rig.hardware.read().mode).toBe('returned');
      });

      it('[H-44] asks nothing of a board that acts alone, until it is upright and the session has ended', async () => {
        await drive(100, { ...standing, sessionOpen: true });
        await rig.pass(NOTICED_MS);
        await expectWayUp(() => rig.hardware.write(moving(-0.4)));
        if (wayUp === 'begun') return;
        await drive(200, standing);
        expect(rig.hardware.read().mode).toBe('leased');
      });

      it('[H-05] drives nothing while E-STOP is in, whatever is commanded', async () => {
        await drive(100, { ...standing, sessionOpen: true });
        rig.buttons.press('ESTOP', null);
        await drive(1000, moving(0.3));
        const fromDeg = rig.tiltDeg;
        await drive(1000, moving(0.3));
        expect(rig.hardware.read().appliedDuty).toBe(0);
        expect(Math.abs(rig.tiltDeg - fromDeg)).toBeLessThan(0.2);
      });

      it('hands over when it is closed, and the rider comes up', async () => {
        await drive(100, { ...standing, sessionOpen: true });
        await expect(rig.hardware.close()).resolves.toBe('handed-over');
        await expectWayUp();
      });
    });
  });
}
