import type { AlarmLevel } from './frames.ts';

/**
 * How the table answers a hazard, from the mildest to the one that wins over all others: two faults together end where
 * the higher reaction allows.
 */
export const REACTIONS = ['none', 'IGN', 'REF', 'DEG', 'RET', 'BLIND', 'STOP', 'OFF'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** `H-01` .. `H-99`; the rows stand in `safety/hazards.ts`. */
export type HazardId = `H-${number}`;
const LAST_HAZARD = 59;
/** All of them, in order. */
export const HAZARD_IDS: readonly HazardId[] = Array.from(
  { length: LAST_HAZARD },
  (_, index) => `H-${String(index + 1).padStart(2, '0')}` as HazardId,
);

/** Why a session ended early: a hazard, or one of these. */
export const CAUSES = [
  'RETURN',
  'ESTOP',
  'GRIP',
  'ALIVE',
  'HEAD_DOWN_CAP',
  'SESSION_CAP',
  'PAUSE_CAP',
  'RAMP_LATE',
  'CONSOLE',
] as const;
export type NamedCause = (typeof CAUSES)[number];
export type Cause = HazardId | NamedCause;

/** Something in the way, or a table that runs away: what is met by the brake first, and only then by a way up. */
const MET_BY_BRAKE: ReadonlySet<HazardId> = new Set(['H-18', 'H-19', 'H-20', 'H-49']);

export function isMetByBrake(id: HazardId): boolean {
  return MET_BY_BRAKE.has(id);
}

/** A fault as it was first seen. It stays until it is acknowledged, however quickly its cause went away. */
export interface LatchedFault {
  readonly id: HazardId;
  readonly reaction: Reaction;
  readonly atMs: number;
}

export function alarmOf(reaction: Reaction): AlarmLevel {
  switch (reaction) {
    case 'none':
    case 'IGN':
      return 'none';
    case 'REF':
    case 'DEG':
      return 'low';
    case 'RET':
      return 'medium';
    case 'BLIND':
    case 'STOP':
    case 'OFF':
      return 'high';
    default:
      return reaction satisfies never;
  }
}
