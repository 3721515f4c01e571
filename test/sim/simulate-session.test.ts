import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import type { SessionResult } from '../../sim/session-result.ts';
import { type SessionSample, type SimulationOptions, simulateSession } from '../../sim/simulate-session.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT } from '../../src/domain/inputs.ts';
import { type FakeController, fakeController } from './fake-controller.ts';

const PROGRAM = { targetDeg: -20, holdMs: 5000 };
const press = (button: 'RETURN' | 'ESTOP' | 'SELECT', atMs: number): ScheduledEvent => ({
  kind: 'press',
  button,
  atMs,
  forMs: 200,
});
const fault = (id: string, atMs: number): ScheduledEvent => ({ kind: 'fault', fault: id, atMs });

function simulate(events: readonly ScheduledEvent[] = [], options: Partial<SimulationOptions> = {}): SessionResult {
  return simulateSession({ createController: fakeController(PROGRAM), events, ...options });
}

describe('simulateSession', () => {
  it('measures an undisturbed session on the plant', () => {
    const result = simulate();
    expect(result).toMatchObject({ outcome: 'completed', cause: null, faults: [], violations: [] });
    expect(result.minTiltDeg).toBeCloseTo(-20, 0);
    expect(result.finalTiltDeg).toBeGreaterThan(74);
    expect(result.maxRateDegPerSec).toBeGreaterThan(2.9);
    expect(result.maxRateDegPerSec).toBeLessThan(3.6);
    expect(result.maxAccelDegPerSec2).toBeLessThan(6);
    expect(result.headDownMs).toBeGreaterThan(15_000);
    expect(result.headDownMs).toBeLessThan(30_000);
    expect(result.holds).toHaveLength(1);
    expect(result.holds[0]?.targetDeg).toBe(-20);
    expect(result.holds[0]?.meanTiltDeg).toBeCloseTo(-20, 0);
    expect((result.holds[0]?.endMs ?? 0) - (result.holds[0]?.startMs ?? 0)).toBeGreaterThan(4500);
  });

  it('counts time, cycles and steps from START', () => {
    const { simMs, cycles, plantSteps } = simulate([press('RETURN', 12_000)]);
    expect(cycles).toBe(simMs / 10);
    expect(plantSteps).toBe(simMs / 2);
  });

  it('gives the same bytes for the same arguments, and others for another seed', () => {
    const bytes = (seed: number) => JSON.stringify(simulate([press('RETURN', 20_000)], { seed }));
    expect(bytes(3)).toBe(bytes(3));
    expect(bytes(3)).not.toBe(bytes(4));
  });

  it('[H-07] holds where E-STOP stopped it until 2 min after the last event', () => {
    const result = simulate([press('ESTOP', 30_000)]);
    expect(result).toMatchObject({ outcome: 'stopped', cause: 'ESTOP', violations: [] });
    expect(result.simMs).toBe(150_200);
    expect(result.finalTiltDeg).toBeLessThan(30);
  });

  it('returns early on RETURN, and keeps the hold that it cut short', () => {
    const result = simulate([press('RETURN', 52_000)]);
    expect(result).toMatchObject({ outcome: 'returned', cause: 'RETURN', violations: [] });
    expect(result.holds).toHaveLength(1);
    expect(result.holds[0]?.endMs).toBeLessThan(52_100);
  });

  it('is refused with the hazard that spoke against it', () => {
    const refused = simulate([], { createController: fakeController({ ...PROGRAM, refusal: 'H-22' }) });
    expect(refused).toMatchObject({ outcome: 'refused', cause: 'H-22', simMs: 1000, headDownMs: 0, holds: [] });
  });

  it('is refused where the controller never becomes ready', () => {
    const deaf = simulate([], { createController: fakeController({ ...PROGRAM, deaf: true }) });
    expect(deaf).toMatchObject({ outcome: 'refused', cause: null, simMs: 0, cycles: 0, plantSteps: 0 });
  });

  it.each(['H-26', 'H-27', 'H-29'])(
    '[%s] names the fault that silenced the host; the board brings the rider up',
    (id) => {
      const result = simulate([fault(id, 40_000)]);
      expect(result).toMatchObject({ outcome: 'returned', cause: id, faults: [id] });
      expect(result.finalTiltDeg).toBeGreaterThan(74);
      expect(result.maxRateDegPerSec).toBeLessThan(6);
      expect(result.violations).toEqual([]);
    },
  );

  it('[H-26] ends a hold when the host dies in it', () => {
    const result = simulate([fault('H-26', 52_000)]);
    expect(result.holds[0]?.endMs).toBeLessThan(52_300);
    expect(result.holds[0]?.maxErrorDeg).toBeLessThan(0.5);
  });

  it('[H-28] throws into the machine from the fault on', () => {
    expect(simulate([fault('machine-throws', 40_000)])).toMatchObject({
      outcome: 'returned',
      cause: 'H-28',
      faults: ['H-28'],
    });
  });

  it('clears a fault again', () => {
    const events: readonly ScheduledEvent[] = [fault('H-22', 10_000), { kind: 'clear', fault: 'H-22', atMs: 11_000 }];
    expect(simulate(events)).toMatchObject({ outcome: 'completed' });
  });

  it('applies faults before releases before presses at one instant', () => {
    const inputs: number[] = [];
    const onSample = (sample: SessionSample): void => void inputs.push(sample.inputs);
    simulate([press('SELECT', 5000), { kind: 'release', button: 'SELECT', atMs: 5000 }], { onSample });
    expect((inputs[50] ?? 0) & INPUT.SELECT).toBeTruthy();
    expect((inputs[53] ?? 0) & INPUT.SELECT).toBe(0);
  });

  it('samples at its own multiples, START included', () => {
    const samples: SessionSample[] = [];
    simulate([press('RETURN', 5000)], { onSample: (sample) => samples.push(sample), sampleEveryMs: 250 });
    expect(samples.slice(0, 3).map(({ tMs }) => tMs)).toEqual([0, 250, 500]);
    expect(samples.every(({ tiltDeg, estimateDeg }) => Math.abs(tiltDeg - estimateDeg) < 0.6)).toBe(true);
  });

  it('refuses a fault that nobody has checked', () => {
    expect(() => simulate([fault('H-36', 1000)])).toThrow('cannot be shown');
  });
});

describe('SimulatedRider', () => {
  const asking = { ...PROGRAM, holdMs: 20_000, asks: true };

  it('answers a prompt after about 2 s', () => {
    const seen: { controller?: FakeController } = {};
    const result = simulate([], { createController: fakeController(asking, seen) });
    expect(result.outcome).toBe('completed');
    expect(seen.controller?.answeredAfterMs).toBeGreaterThanOrEqual(2000);
    expect(seen.controller?.answeredAfterMs).toBeLessThan(2300);
  });

  it('answers nothing once unresponsive', () => {
    const result = simulate([], { createController: fakeController(asking), unresponsiveFromMs: 10_000 });
    expect(result).toMatchObject({ outcome: 'returned', cause: 'ALIVE' });
  });

  it('holds GRIP where there is one, and lets go when unresponsive', () => {
    const settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, hasGrip: true } };
    const samples: SessionSample[] = [];
    simulate([], { settings, unresponsiveFromMs: 10_000, onSample: (sample) => samples.push(sample) });
    expect((samples[50]?.inputs ?? 0) & INPUT.GRIP).toBeTruthy();
    expect((samples[120]?.inputs ?? 0) & INPUT.GRIP).toBe(0);
  });
});
