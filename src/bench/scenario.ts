import type { Settings } from '../config/settings.ts';
import type { Button } from '../domain/inputs.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { BenchProgram, BenchRider, BenchTargetName, LinkDisturbance } from '../ports/bench-table.ts';
import type { FlagSignal, NumberSignal, WordSignal } from './signals.ts';

/** A scenario as it runs: every quantity in its base unit, every name looked up, every step with its place in the file. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  readonly file: string;
  /** The targets that it is made for, and why for no other; null: whichever has what it asks for. */
  readonly only: { readonly targets: readonly BenchTargetName[]; readonly because: string } | null;
  readonly program: BenchProgram;
  readonly settings: Settings;
  /** The scenario changes the settings of the table. */
  readonly changesSettings: boolean;
  readonly occupancy: Occupancy;
  readonly rider: BenchRider | null;
  readonly seed: number;
  readonly startTiltDeg: number | null;
  readonly sessionWasOpen: boolean;
  readonly before: readonly Step[];
  /** Watched at every sample of the run. */
  readonly never: readonly Condition[];
  readonly steps: readonly Step[];
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Step = { readonly place: Place } & (
  | { readonly kind: 'press'; readonly button: Button; readonly forMs: number | null }
  | { readonly kind: 'release'; readonly button: Button }
  | { readonly kind: 'inject' | 'clear'; readonly fault: string }
  | { readonly kind: 'after'; readonly fromMs: number; readonly toMs: number }
  | {
      readonly kind: 'wait' | 'expect';
      readonly condition: Condition;
      readonly withinMs: number | null;
      readonly forMs: number | null;
    }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | {
      readonly kind: 'console' | 'scpi';
      readonly line: string;
      readonly answers: RegExp | null;
      readonly withinMs: number;
    }
  | { readonly kind: 'kill' | 'start' }
  | { readonly kind: 'stall'; readonly forMs: number }
  | { readonly kind: 'link'; readonly disturbance: Omit<LinkDisturbance, 'seed'> | null }
  | { readonly kind: 'repeat'; readonly times: number; readonly steps: readonly Step[] }
  | { readonly kind: 'random'; readonly seed: number; readonly times: number; readonly steps: readonly Step[] }
);

/** All of its tests hold at one and the same sample. */
export interface Condition {
  readonly place: Place;
  readonly tests: readonly SignalTest[];
}

/** One signal against what is wanted of it. */
export type SignalTest =
  | { readonly kind: 'number'; readonly signal: NumberSignal; readonly is: NumberTest }
  | { readonly kind: 'flag'; readonly signal: FlagSignal; readonly is: boolean }
  /** One of the words; all of them for a list, and none in it where none is named. */
  | { readonly kind: 'words'; readonly signal: WordSignal; readonly is: readonly string[] };

export type NumberTest =
  | { readonly kind: 'within'; readonly above: number | null; readonly below: number | null }
  | { readonly kind: 'near'; readonly near: number; readonly by: number }
  /** At it, or past it from where the step began. */
  | { readonly kind: 'reaches'; readonly value: number };

/** A figure that is taken and told, and may have a limit. */
export type Measure = { readonly name: string } /** Time from the step's start until the condition holds. */ & (
  | { readonly kind: 'time'; readonly until: Condition; readonly withinMs: number; readonly atMostMs: number | null }
  /** Of a signal over a time. */
  | {
      readonly kind: 'maximum' | 'minimum' | 'mean';
      readonly signal: NumberSignal;
      readonly overMs: number;
      readonly atMost: number | null;
      readonly atLeast: number | null;
    }
);
