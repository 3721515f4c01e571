import type { PanelCall } from './call-patterns.ts';
import type { Cause, LatchedFault } from './faults.ts';
import type { AlarmLevel } from './frames.ts';
import type { Occupancy } from './occupancy.ts';
import type { LampColor } from './signal-patterns.ts';
import type { TableState } from './states.ts';
import type { Refusal } from './verdict.ts';

/** Everything a surface may know of the table, made on demand and never kept by the core. */
export interface TableView {
  readonly nowMs: number;
  readonly state: TableState;
  readonly cause: Cause | null;
  readonly occupancy: Occupancy;
  readonly tiltDeg: number;
  readonly rateDegPerSec: number;
  readonly brakeReleased: boolean;
  readonly duty: number;
  readonly currentAmps: number;
  readonly supplyVolts: number;
  /** Bits of `INPUT`. */
  readonly inputs: number;
  readonly program: ProgramView;
  /** Null outside a session. */
  readonly session: SessionView | null;
  /** How the latest session ended; null before the first. */
  readonly lastSession: SessionEnd | null;
  readonly lights: Lights;
  readonly faults: readonly LatchedFault[];
  /** Why START would be refused now; empty where it would not. */
  readonly refusals: readonly Refusal[];
  /** What the person at the table should do next, or null. */
  readonly prompt: Prompt | null;
  /** Age of the latest frame, ms. */
  readonly frameAgeMs: number;
  readonly leaseMs: number;
  readonly hardwareName: string;
}

export interface ProgramView {
  readonly name: string;
  readonly totalMs: number;
  readonly deepestDeg: number;
}

export interface SessionView {
  readonly elapsedMs: number;
  /** By the program's timeline, without pauses, ms. */
  readonly remainingMs: number;
  readonly headDownMs: number;
  /** Hold under way or next: 1 .. `holds`. */
  readonly hold: number;
  readonly holds: number;
  /** Time left of the hold or rest under way; null while moving. */
  readonly phaseRemainingMs: number | null;
  readonly targetDeg: number;
  /** The rider is asked to exercise: in such a hold, until 3 s before its end. */
  readonly riderMoves: boolean;
}

/** `completed`: by its program. `returned`: brought up or laid flat before its end. `stopped`: held somewhere. */
export interface SessionEnd {
  readonly outcome: 'completed' | 'returned' | 'stopped';
  readonly cause: Cause | null;
}

/**
 * Status light of the panel, its alarm, and what it calls for; `panel-signal.ts` says what of it is seen and heard at a
 * moment. Times are on the clock of `nowMs`.
 */
export interface Lights {
  /** Green ready, yellow moving or waiting for somebody, red high alarm. */
  readonly status: LampColor;
  readonly flashing: boolean;
  readonly alarm: AlarmLevel;
  /** When the alarm took its present level. */
  readonly alarmSinceMs: number;
  readonly call: PanelCall | null;
  /** When the present call began. */
  readonly callSinceMs: number;
}

export const PROMPTS = [
  'answer',
  'press-start',
  'acknowledge',
  'open-clamp',
  'close-clamp',
  'release',
  'return',
  'move',
  'lie-still',
] as const;

export interface Prompt {
  readonly kind: (typeof PROMPTS)[number];
  readonly text: string;
  /** When the time to act runs out, on the same clock as `nowMs`; null where it does not. */
  readonly untilMs: number | null;
}
