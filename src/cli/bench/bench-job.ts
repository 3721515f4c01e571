import type { ScenarioResult } from '../../bench/scenario-result.ts';
import type { BenchTargetName } from '../../ports/bench-table.ts';

/** One scenario on one target. */
export interface BenchJob {
  readonly name: string;
  /** As the scenario calls itself. */
  readonly title: string;
  readonly file: string;
  readonly target: BenchTargetName;
  /** Of the board that is under test, and of the rig beside it; null where the target has none. */
  readonly port: string | null;
  readonly rig: string | null;
  /** A target that says nothing for so long is given up, ms of the wall. */
  readonly silentMs: number;
}

/** What the process that runs a job says of it. */
export type JobMessage =
  /** The table is open, and its time is so far. */
  | { readonly kind: 'at'; readonly atMs: number }
  | { readonly kind: 'result'; readonly result: ScenarioResult }
  /** The table could not be had. */
  | { readonly kind: 'unopened'; readonly because: string }
  /** It was asked and did not answer. */
  | { readonly kind: 'silent'; readonly because: string };

export type JobOutcome =
  | { readonly kind: 'result'; readonly result: ScenarioResult }
  | { readonly kind: 'unopened'; readonly because: string }
  /** Its process has ended before it could tell anything. */
  | { readonly kind: 'crashed'; readonly because: string }
  /** It no longer answered, in the table's time at `atMs`; null: before that began. */
  | { readonly kind: 'silent'; readonly because: string; readonly atMs: number | null };
