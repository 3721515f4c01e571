import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import type { ViolationRule } from '../../sim/session-result.ts';
import { emergencyWayMs } from '../cycle/short-session.ts';

/**
 * What the reaction of each fault allows, on the plant alone. `upright`: up by a time that depends on how far down the
 * table was. `ends-upright`: up when the scene would have been, and some time later at the latest, for what shows only in
 * a later motion, or never. `may-stand`: the drive is broken, so that standing on the brake where it was is allowed.
 */
export type Allowed =
  | { readonly kind: 'as-planned' }
  | { readonly kind: 'upright'; readonly withinMs: (tiltDeg: number) => number }
  | { readonly kind: 'ends-upright'; readonly laterMs: number }
  | { readonly kind: 'may-stand'; readonly withinDeg: number };

export interface FaultReaction {
  readonly fault: string;
  readonly allowed: Allowed;
  /** What a person does about it afterwards: the bound counts from the last of these. */
  readonly afterwards?: (atMs: number) => readonly ScheduledEvent[];
  /** From here on, ms after the fault, the table must be able to come up. */
  readonly freeAfterMs?: number;
  /** So long after it the board starts anew: a press of 0.2 s that ends meanwhile reaches nobody. */
  readonly isDeaf?: (sinceMs: number) => boolean;
  /** It reads as a press of RETURN or UP. */
  readonly asks?: boolean;
  /** The brake glides. */
  readonly glides?: boolean;
  /** The table stands still from the first to the second of these, ms after the fault. */
  readonly stillMs?: readonly [number, number];
  /**
   * What carried the table's load has broken: what the table leans on may throw it for this long, ms. Detection and the
   * brake's closing take that, so no controller can help; later it can.
   */
  readonly throwsForMs?: number;
  readonly excuses?: readonly Excuse[];
}

/** What of the plant's rules the fault itself breaks, whatever a controller does, and why. */
interface Excuse {
  readonly rule: ViolationRule;
  readonly because: string;
  /** So long after the fault and no longer, ms; in the whole run where it is not said. */
  readonly forMs?: number;
}

export const OVERHEAD_MS = 3000;
export const atEmergencyRates = (tiltDeg: number): number => emergencyWayMs(tiltDeg) + OVERHEAD_MS;
const atTwoDegPerSec = (tiltDeg: number): number => ((75 - tiltDeg) / 2) * 1000 + OVERHEAD_MS;
/** Policy A's own bound. */
const blind = (tiltDeg: number): number => (75 - tiltDeg + 10) * 1500 + OVERHEAD_MS;

const prompt = (extraMs = 0): Allowed => ({ kind: 'upright', withinMs: (deg) => atEmergencyRates(deg) + extraMs });
const slow = (extraMs = 0): Allowed => ({ kind: 'upright', withinMs: (deg) => atTwoDegPerSec(deg) + extraMs });
const later = (laterMs: number): Allowed => ({ kind: 'ends-upright', laterMs });
const stands = (withinDeg: number): Allowed => ({ kind: 'may-stand', withinDeg });
/** The boot loader's second. */
const booting = (sinceMs: number): boolean => sinceMs > -200 && sinceMs < 1000;
const AS_PLANNED: Allowed = { kind: 'as-planned' };

const press = (button: 'RETURN' | 'UP', atMs: number, forMs: number): ScheduledEvent => ({
  kind: 'press',
  button,
  atMs,
  forMs,
});
const ASKED_AFTER_MS = 15_000;
const askReturn = (atMs: number): readonly ScheduledEvent[] => [press('RETURN', atMs + ASKED_AFTER_MS, 200)];
const clearedThenReturn =
  (fault: string) =>
  (atMs: number): readonly ScheduledEvent[] => [
    { kind: 'clear', atMs: atMs + 6000, fault },
    press('RETURN', atMs + ASKED_AFTER_MS, 200),
  ];
/** A hand may hold a button for 60 s, and then takes it anew. */
const heldUp = (atMs: number): readonly ScheduledEvent[] => [
  press('UP', atMs, 55_000),
  press('UP', atMs + 57_000, 55_000),
];
const CLEARED_AFTER_MS = 40_000;
/** Two cycles until a motion is seen as too fast on a fit over 250 ms, and 40 ms until the brake has closed. */
const THROWN_MS = 350;

const JOLT = { rule: 'acceleration', because: 'friction alone stops a table whose drive is cut off' } as const;
const SHORTED = { rule: 'acceleration', because: 'a shorted bridge pulls as soon as the brake lets go' } as const;
/** 110 deg at 18 deg/s. */
const SLIPS_MS = 6100;
const FOLLOWED = {
  rule: 'acceleration',
  because:
    'the drive follows the angle until it is known to slip; the gate gives back at once what a wiper beyond upright held',
  forMs: SLIPS_MS,
} as const;
const LET_GO = {
  rule: 'acceleration',
  because: 'what was pushed against is gone from one moment to the next',
} as const;
const OWN_PUSH = { rule: 'acceleration', because: 'the rider throws the own weight' } as const;
const NO_FRICTION = { rule: 'acceleration', because: 'a worn gear lets the load fall into the drive' } as const;
const RUNAWAY = { rule: 'head-up-rate', because: 'the drive runs away; 8 deg/s is its bound' } as const;
const OBEYS_AGAIN = {
  rule: 'acceleration',
  because: 'a drive that ran away obeys from one moment to the next',
} as const;
const NO_POWER = { rule: 'return-late', because: 'there is no power for the way up while the fault is there' } as const;
const LEANT_ON = { rule: 'tilt-range', because: 'somebody pushes the table past its range by hand' } as const;

export const REACTIONS: readonly FaultReaction[] = [
  { fault: 'H-01', allowed: { kind: 'upright', withinMs: () => 60_000 + atEmergencyRates(-60) } },
  { fault: 'H-02', allowed: later(10_000) },
  // A session that is paused head-up by it waits for its own cap.
  { fault: 'H-03', asks: true, allowed: later(20 * 60_000) },
  { fault: 'H-04:made', asks: true, allowed: prompt() },
  { fault: 'H-04:break-open', asks: true, allowed: prompt() },
  { fault: 'H-04:break-closed', allowed: AS_PLANNED },
  { fault: 'H-04:open', allowed: AS_PLANNED },
  {
    fault: 'H-05',
    allowed: prompt(),
    afterwards: clearedThenReturn('H-05'),
    freeAfterMs: ASKED_AFTER_MS,
    stillMs: [400, ASKED_AFTER_MS],
  },
  {
    fault: 'H-06:a',
    allowed: slow(),
    afterwards: askReturn,
    freeAfterMs: ASKED_AFTER_MS,
    stillMs: [400, ASKED_AFTER_MS],
  },
  {
    fault: 'H-06:b',
    allowed: slow(),
    afterwards: askReturn,
    freeAfterMs: ASKED_AFTER_MS,
    stillMs: [400, ASKED_AFTER_MS],
  },
  {
    fault: 'H-07:soon',
    allowed: prompt(),
    afterwards: askReturn,
    freeAfterMs: ASKED_AFTER_MS,
    stillMs: [400, ASKED_AFTER_MS],
  },
  {
    fault: 'H-07:later',
    allowed: prompt(),
    afterwards: askReturn,
    freeAfterMs: ASKED_AFTER_MS,
    stillMs: [400, ASKED_AFTER_MS],
  },
  { fault: 'H-08', allowed: later(15_000) },
  { fault: 'H-09:single', allowed: AS_PLANNED },
  { fault: 'H-09:repeated', allowed: prompt(1000) },
  // As fast as the return that follows where both sources are plausible: at 2 deg/s on the more head-down one.
  { fault: 'H-10:up', allowed: slow(28_000) },
  { fault: 'H-10:down', allowed: slow(28_000) },
  { fault: 'H-10:slowly-up', allowed: later(90_000) },
  { fault: 'H-10:slowly-down', allowed: later(90_000) },
  { fault: 'H-10:slips-up', allowed: later(15_000), excuses: [FOLLOWED] },
  { fault: 'H-10:slips-down', allowed: later(15_000), excuses: [FOLLOWED] },
  { fault: 'H-11:open', allowed: prompt() },
  { fault: 'H-11:short', allowed: prompt() },
  { fault: 'H-12', allowed: later(60_000) },
  // 0.174 g along the table are 5 deg only below some 60: from upright the ramp takes 10 s until it shows, and back.
  { fault: 'H-13:up', allowed: slow(25_000) },
  { fault: 'H-13:down', allowed: slow(25_000) },
  // Turned, it is right near horizontal and upright: a pause or a jog there hides it until the table goes on.
  { fault: 'H-13:turned', allowed: slow(60_000) },
  { fault: 'H-14', allowed: { kind: 'upright', withinMs: blind } },
  { fault: 'H-15', allowed: stands(3) },
  { fault: 'H-16:up', allowed: stands(3), excuses: [SHORTED] },
  { fault: 'H-16:down', allowed: stands(3), excuses: [SHORTED] },
  { fault: 'H-17', allowed: stands(3), excuses: [JOLT], throwsForMs: THROWN_MS },
  { fault: 'H-18', allowed: later(15_000) },
  {
    fault: 'H-19',
    allowed: later(180_000),
    afterwards: (atMs) => [
      { kind: 'clear', atMs: atMs + CLEARED_AFTER_MS, fault: 'H-19' },
      ...heldUp(atMs + CLEARED_AFTER_MS + 1000),
    ],
    freeAfterMs: CLEARED_AFTER_MS,
    excuses: [LET_GO],
  },
  { fault: 'H-20:toward-head', allowed: later(15_000), excuses: [OWN_PUSH] },
  { fault: 'H-20:toward-feet', allowed: later(15_000), excuses: [OWN_PUSH] },
  { fault: 'H-20:far', allowed: later(15_000), excuses: [OWN_PUSH] },
  { fault: 'H-20:repeated', allowed: later(15_000), excuses: [OWN_PUSH] },
  {
    fault: 'H-21:both',
    allowed: { kind: 'upright', withinMs: () => 130_000 },
    afterwards: (atMs) => heldUp(atMs + ASKED_AFTER_MS),
    freeAfterMs: ASKED_AFTER_MS,
  },
  { fault: 'H-21:a', allowed: prompt() },
  { fault: 'H-21:b', allowed: prompt() },
  { fault: 'H-22:both', allowed: AS_PLANNED },
  { fault: 'H-22:a', allowed: AS_PLANNED },
  { fault: 'H-22:b', allowed: AS_PLANNED },
  { fault: 'H-23', allowed: prompt(500) },
  { fault: 'H-24:dip', allowed: prompt(2000) },
  { fault: 'H-24:under-load', allowed: later(300_000), excuses: [NO_POWER] },
  { fault: 'H-25:low', allowed: prompt(1500) },
  { fault: 'H-25:nearly-empty', allowed: prompt(3000) },
  { fault: 'H-26', allowed: prompt() },
  { fault: 'H-27', allowed: prompt() },
  { fault: 'H-28', allowed: prompt() },
  { fault: 'H-29', allowed: prompt() },
  { fault: 'H-30:repeated', allowed: prompt(1000) },
  { fault: 'H-30:single', allowed: AS_PLANNED },
  { fault: 'H-30:burst', allowed: prompt() },
  { fault: 'H-30:commands', allowed: AS_PLANNED },
  { fault: 'H-31:late', allowed: AS_PLANNED },
  { fault: 'H-31:repeated', allowed: AS_PLANNED },
  { fault: 'H-32:once', allowed: AS_PLANNED },
  { fault: 'H-32:stream', allowed: prompt() },
  { fault: 'H-33', allowed: prompt(2000), isDeaf: booting },
  { fault: 'H-34', allowed: prompt() },
  { fault: 'H-35', allowed: AS_PLANNED },
  { fault: 'H-37:fast', allowed: AS_PLANNED },
  { fault: 'H-37:slow', allowed: AS_PLANNED },
  { fault: 'H-44:past-lease', allowed: prompt() },
  { fault: 'H-44:within-lease', allowed: later(10_000) },
  { fault: 'H-45:single', allowed: prompt(2000), isDeaf: booting },
  { fault: 'H-45:repeated', allowed: later(60_000), isDeaf: (sinceMs) => booting(sinceMs % 5000) },
  { fault: 'H-46', allowed: AS_PLANNED },
  { fault: 'H-47', allowed: AS_PLANNED },
  { fault: 'H-48:brake-slips', glides: true, allowed: later(30_000), excuses: [NO_FRICTION] },
  { fault: 'H-48:drive-worn', glides: true, allowed: later(30_000), excuses: [NO_FRICTION] },
  { fault: 'H-49', allowed: stands(15), excuses: [RUNAWAY, OBEYS_AGAIN] },
  {
    fault: 'H-51:power-cycle',
    allowed: prompt(),
    afterwards: (atMs) => [press('RETURN', atMs + 40_000, 200)],
    freeAfterMs: 40_000,
    excuses: [NO_POWER],
  },
  {
    fault: 'H-51:session-forgotten',
    allowed: prompt(),
    afterwards: (atMs) => [press('RETURN', atMs + 40_000, 200)],
    freeAfterMs: 40_000,
    excuses: [NO_POWER],
  },
  { fault: 'H-53:engaged', allowed: stands(3) },
  { fault: 'H-53:released', allowed: later(30_000) },
  { fault: 'H-54:dead', allowed: later(30_000) },
  { fault: 'H-54:offset', allowed: later(30_000) },
  { fault: 'H-54:offset-below', allowed: later(30_000) },
  { fault: 'H-54:half', allowed: later(30_000) },
  { fault: 'H-55', allowed: stands(3), excuses: [JOLT], throwsForMs: THROWN_MS },
  { fault: 'H-56', allowed: AS_PLANNED },
  { fault: 'H-57:hot', allowed: later(60_000) },
  { fault: 'H-57:cut-out', allowed: stands(5), excuses: [JOLT, NO_POWER], throwsForMs: THROWN_MS },
  {
    fault: 'H-58:leant-on',
    glides: true,
    allowed: later(200_000),
    afterwards: (atMs) => [
      { kind: 'clear', atMs: atMs + CLEARED_AFTER_MS, fault: 'H-58:leant-on' },
      ...heldUp(atMs + 41_000),
    ],
    excuses: [LEANT_ON],
  },
  {
    fault: 'H-58:slowly',
    glides: true,
    allowed: later(200_000),
    afterwards: (atMs) => [
      { kind: 'clear', atMs: atMs + CLEARED_AFTER_MS, fault: 'H-58:slowly' },
      ...heldUp(atMs + 41_000),
    ],
    excuses: [LEANT_ON],
  },
  { fault: 'H-59:a', allowed: prompt() },
  { fault: 'H-59:b', allowed: prompt() },
];
