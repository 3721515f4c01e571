import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import type { SensorFrame } from '../../src/domain/frames.ts';
import { INPUT } from '../../src/domain/inputs.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';
import { runShort, type ShortResult, sampleAt, shortPlan, uprightFromMs } from './short-session.ts';

const GRIPPED: Settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, hasGrip: true } };

interface Hum {
  readonly input: 'START' | 'UP' | 'DOWN' | 'SELECT' | 'GRIP';
  readonly hz: number;
  readonly fromMs: number;
}

/** A contact whose wire has come off: it picks up the mains. */
function withHum(hardware: TableHardware, { input, hz, fromMs }: Hum): TableHardware {
  const bit = INPUT[input];
  return {
    facts: hardware.facts,
    read(): SensorFrame {
      const frame = hardware.read();
      if (frame.atMs < fromMs) return frame;
      const isClosed = (((frame.atMs - fromMs) * hz) / 1000 + 0.13) % 1 < 0.5;
      return { ...frame, inputs: isClosed ? frame.inputs | bit : frame.inputs & ~bit };
    },
    write: (command) => hardware.write(command),
    close: () => hardware.close(),
  };
}

function runWith(hum: Hum, events: readonly ScheduledEvent[], settings: Settings = DEFAULT_SETTINGS): ShortResult {
  return runShort({
    events,
    settings,
    simulation: {
      createController: (hardware, probe) =>
        new TableController({
          hardware: withHum(hardware, hum),
          settings,
          plan: shortPlan(settings),
          occupancy: 'person',
          admission: ADMITS_ALL,
          findPlan: () => ({ ok: false, because: 'none' }),
          disturb: () => probe.disturb?.(),
        }),
    },
  });
}

/** The short session holds at -30 from 54 to 74 s, and at -60 from 126 to 146 s. */
describe('a contact that floats', () => {
  it.each([
    ['UP', 50],
    ['SELECT', 60],
    ['START', 48],
    ['DOWN', 50],
  ] as const)('does not hide a grip that is let go head-down: %s at %i Hz', (input, hz) => {
    const events: ScheduledEvent[] = [{ kind: 'release', button: 'GRIP', atMs: 60_000 }];
    const result = runWith({ input, hz, fromMs: 56_000 }, events, GRIPPED);
    expect(result.cause).toBe('GRIP');
    expect(sampleAt(result, 60_100).state).toBe('returning-emergency');
    expect(result.finalTiltDeg).toBeCloseTo(0, 0);
  });

  it('ends a DOWN that is let go', () => {
    const events: ScheduledEvent[] = [{ kind: 'press', button: 'DOWN', atMs: 60_000, forMs: 2000 }];
    const result = runWith({ input: 'UP', hz: 50, fromMs: 61_000 }, events);
    expect(sampleAt(result, 62_100).state).toBe('paused');
    expect(sampleAt(result, 70_000).tiltDeg).toBeGreaterThan(-36);
  });

  it('[H-21] leaves an attendant on UP able to bring the rider up', () => {
    const events: ScheduledEvent[] = [
      { kind: 'fault', fault: 'H-21:both', atMs: 60_000 },
      { kind: 'press', button: 'UP', atMs: 70_000, forMs: 55_000 },
      { kind: 'press', button: 'UP', atMs: 127_000, forMs: 30_000 },
    ];
    expect(runWith({ input: 'GRIP', hz: 50, fromMs: 56_000 }, events).finalTiltDeg).toBeGreaterThan(73);
  });

  it('[H-56] is a grip let go where it is the grip', () => {
    const result = runWith({ input: 'GRIP', hz: 50, fromMs: 60_000 }, [], GRIPPED);
    expect(result.cause).toBe('GRIP');
    expect(sampleAt(result, 61_300).state).toBe('returning-emergency');
  });

  it.each([
    ['closed', -2010],
    ['open', -2000],
  ])(
    '[H-56] begins no session where it is the grip, %s at START: nobody would ask whether the rider is well',
    (_, fromMs) => {
      const result = runWith({ input: 'GRIP', hz: 50, fromMs }, [], GRIPPED);
      expect([result.outcome, result.minTiltDeg > 74]).toEqual(['refused', true]);
    },
  );

  it('[H-01] sends nobody further down where it is the DOWN that was held', () => {
    const events: ScheduledEvent[] = [{ kind: 'press', button: 'DOWN', atMs: 60_000, forMs: 60_000 }];
    const result = runWith({ input: 'DOWN', hz: 50, fromMs: 61_000 }, events);
    expect(sampleAt(result, 62_300).state).toBe('paused');
    expect(result.minTiltDeg).toBeGreaterThan(-36);
    expect(uprightFromMs(result)).toBeLessThan(160_000);
  });
});
