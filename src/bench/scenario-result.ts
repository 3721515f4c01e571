import type { BenchTargetName } from '../ports/bench-table.ts';
import type { Place } from './scenario.ts';
import type { Trace } from './trace.ts';

/** `failed`: the table did not do what was expected. `error`: the bench could not find out. `timeout`: the target no longer answered. */
export type Verdict = 'passed' | 'failed' | 'error' | 'timeout';

export interface ScenarioResult {
  readonly name: string;
  readonly file: string;
  readonly target: BenchTargetName;
  readonly verdict: Verdict;
  /** The first thing that went wrong; null where nothing did. */
  readonly failure: Failure | null;
  readonly checks: readonly CheckResult[];
  readonly figures: readonly Figure[];
  readonly marks: readonly Mark[];
  readonly trace: Trace;
  /** Of the target's clock, ms. */
  readonly tookMs: number;
  readonly wallMs: number;
  readonly seed: number;
  /** The hazards that it injected and whose reaction it saw. */
  readonly hazards: readonly string[];
}

/** A scenario that is made for other targets. */
export interface SkippedRun {
  readonly title: string;
  readonly file: string;
  readonly target: BenchTargetName;
  readonly because: string;
}

/** What was expected, what was seen instead, and when. */
export interface Failure {
  readonly place: Place;
  /** The signals, `drive.duty` or `state, tilt`. */
  readonly signal: string;
  readonly expected: string;
  readonly seen: string;
  readonly atMs: number;
}

/** One expectation: from the step's start until it held, or until it had failed. */
export interface CheckResult {
  readonly place: Place;
  readonly text: string;
  readonly passed: boolean;
  readonly fromMs: number;
  readonly atMs: number;
}

/** A figure that was taken. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** As people read it. */
  readonly text: string;
  /** `at most 100 ms`; null without a limit. */
  readonly limit: string | null;
  readonly passed: boolean;
  readonly atMs: number;
}

/** Something that was done to the table, or that the controller did. */
export interface Mark {
  readonly atMs: number;
  readonly kind: 'press' | 'release' | 'inject' | 'clear' | 'host' | 'link' | 'said' | 'answered' | 'state' | 'fault';
  readonly text: string;
}
