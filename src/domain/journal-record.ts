import type { CommandErrorCode, OperatorCommand } from './commands.ts';
import type { Cause, HazardId, Reaction } from './faults.ts';
import type { AlarmLevel } from './frames.ts';
import type { Occupancy } from './occupancy.ts';
import type { TableState } from './states.ts';
import type { SessionEnd } from './view.ts';

/** What the journal keeps. Plain values: each is written as JSON and read again, years later, by its `kind`. */

/** `void`: armed and disarmed again before anything moved. */
export type SessionOutcome = SessionEnd['outcome'] | 'void';

interface Noted {
  /** The cycle's monotonic time, ms: it tells how far apart two records of one process lie. */
  readonly atMs: number;
}

export type JournalRecord = Noted &
  (
    | {
        readonly kind: 'process-started';
        readonly version: string;
        readonly hardware: string;
        readonly firmware: string;
        /** SHA-256 of the settings in effect. */
        readonly configChecksum: string;
        readonly occupancy: Occupancy;
        /** The process before this one ended, or was ended, before its session was upright. */
        readonly sessionWasOpen: boolean;
      }
    | { readonly kind: 'process-stopped'; readonly exitCode: number }
    | { readonly kind: 'session-began'; readonly program: string; readonly occupancy: Occupancy }
    /** Written when the table is upright again, not when it stops on the way. */
    | {
        readonly kind: 'session-ended';
        readonly program: string;
        readonly outcome: SessionOutcome;
        readonly cause: Cause | null;
        readonly durationMs: number;
        readonly headDownMs: number;
      }
    /** The table is upright after a session that an earlier process left open. */
    | { readonly kind: 'session-recovered' }
    | {
        readonly kind: 'state';
        readonly from: TableState;
        readonly to: TableState;
        /** The machine's event that led there. */
        readonly by: string;
        readonly tiltDeg: number;
      }
    | { readonly kind: 'command'; readonly command: OperatorCommand; readonly answer: 'ok' | CommandErrorCode }
    | { readonly kind: 'fault'; readonly id: HazardId; readonly reaction: Reaction; readonly tiltDeg: number }
    | { readonly kind: 'acknowledged'; readonly faults: readonly HazardId[] }
    | { readonly kind: 'alarm'; readonly level: AlarmLevel }
    /** More happened at once than is worth keeping: a chattering contact, a flooded console. */
    | { readonly kind: 'skipped'; readonly count: number }
    /** The disk is back. `lost` records fell out of memory meanwhile: their numbers are missing. */
    | { readonly kind: 'journal-recovered'; readonly because: string; readonly lost: number }
    /** Found when the journal was opened: a record that was never finished, and stretches that are none any more. */
    | { readonly kind: 'journal-repaired'; readonly tornBytes: number; readonly damages: number }
    /** Whole, but of a kind that this release does not know; `text` is its JSON. Only ever read, never written. */
    | { readonly kind: 'foreign'; readonly text: string }
  );

export type JournalRecordKind = JournalRecord['kind'];

/** A record with its number, which never comes twice, and the wall's time: UTC, ISO 8601. */
export interface JournalEntry {
  readonly sequence: number;
  readonly at: string;
  readonly record: JournalRecord;
}
