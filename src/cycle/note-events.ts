import type { CommandReply, OperatorCommand } from '../domain/commands.ts';
import type { HazardId, LatchedFault } from '../domain/faults.ts';
import type { AlarmLevel } from '../domain/frames.ts';
import type { JournalRecord } from '../domain/journal-record.ts';
import type { TableState } from '../domain/states.ts';
import type { SessionEnd } from '../domain/view.ts';
import type { TableContext } from '../machine/table-context.ts';
import type { TableEvent } from '../machine/table-event.ts';
import type { Journal } from '../ports/journal.ts';
import { NoteBudget } from './note-budget.ts';

/** The table before an event, or after it. */
interface Seen {
  readonly state: TableState;
  readonly context: TableContext;
}

/** A journal, and what an earlier process left in it. */
interface Options {
  readonly journal: Journal;
  readonly sessionWasOpen: boolean;
}

/**
 * Makes the journal's records of what the machine does. Called where an event was stepped, never in a quiet tick; it
 * looks and hands over, and nothing that it meets comes back into the cycle.
 */
export class EventNoter {
  readonly #journal: Journal;
  readonly #budget = new NoteBudget();
  readonly #unacknowledged = new Set<HazardId>();
  #leftOpen: boolean;
  #alarm: AlarmLevel = 'none';
  /** The session under way as it was last seen, and the end that was known when it began. */
  #under: { readonly context: TableContext; readonly earlierEnd: SessionEnd | null } | null = null;

  constructor({ journal, sessionWasOpen }: Options) {
    this.#journal = journal;
    this.#leftOpen = sessionWasOpen;
  }

  noteStep(event: TableEvent, before: Seen, after: Seen): void {
    const { atMs, tiltDeg } = event;
    this.#noteSession(atMs, before.context, after);
    if (after.state !== before.state) {
      this.#note({
        kind: 'state',
        atMs,
        from: before.state,
        to: after.state,
        by: event.type,
        tiltDeg: rounded(tiltDeg),
      });
    }
    if (event.type === 'ACKNOWLEDGED' && after.state === 'ready') {
      this.#note({ kind: 'acknowledged', atMs, faults: [...this.#unacknowledged] });
      this.#unacknowledged.clear();
    }
  }

  noteFault({ id, reaction, atMs }: LatchedFault, tiltDeg: number): void {
    const record: JournalRecord = { kind: 'fault', atMs, id, reaction, tiltDeg: rounded(tiltDeg) };
    if (this.#unacknowledged.has(id)) this.#note(record);
    else this.#keep(record);
    this.#unacknowledged.add(id);
  }

  noteAlarm(level: AlarmLevel, atMs: number): void {
    if (level === this.#alarm) return;
    this.#alarm = level;
    this.#note({ kind: 'alarm', atMs, level });
  }

  noteCommand(command: OperatorCommand, reply: CommandReply, atMs: number): void {
    this.#note({ kind: 'command', atMs, command, answer: reply.ok ? 'ok' : reply.code });
  }

  /** After a throw the machine tells nothing more: the way up without it ends here. */
  noteFallbackUpright(atMs: number): void {
    this.#endSession(atMs, { outcome: 'returned', cause: 'H-28' });
  }

  #noteSession(atMs: number, before: TableContext, { state, context }: Seen): void {
    if (this.#leftOpen && (state === 'ready' || state === 'locked')) {
      this.#leftOpen = false;
      this.#keep({ kind: 'session-recovered', atMs });
    }
    if (context.session !== null) {
      if (this.#under === null) {
        this.#keep({ kind: 'session-began', atMs, program: context.plan.name, occupancy: context.occupancy });
      }
      this.#under = { context, earlierEnd: this.#under?.earlierEnd ?? before.lastSession };
      return;
    }
    if (this.#under === null) return;
    const end = context.lastSession;
    this.#endSession(atMs, end === null || end === this.#under.earlierEnd ? { outcome: 'void', cause: null } : end);
  }

  #endSession(atMs: number, { outcome, cause }: SessionEnd | { outcome: 'void'; cause: null }): void {
    const context = this.#under?.context;
    this.#under = null;
    if (context?.session == null) return;
    const { startedAtMs, headDownMs, headDownSinceMs } = context.session;
    this.#keep({
      kind: 'session-ended',
      atMs,
      program: context.plan.name,
      outcome,
      cause,
      durationMs: atMs - startedAtMs,
      headDownMs: headDownMs + (headDownSinceMs === null ? 0 : atMs - headDownSinceMs),
    });
  }

  /** What may come in floods: so much of it a second, and the number of the rest. */
  #note(record: JournalRecord): void {
    const skipped = this.#budget.take(record.atMs);
    if (skipped === null) return;
    if (skipped > 0) this.#keep({ kind: 'skipped', atMs: record.atMs, count: skipped });
    this.#keep(record);
  }

  /** The port says that it never throws. If one does, the rider's way up must not be what pays for it. */
  #keep(record: JournalRecord): void {
    try {
      this.#journal.append(record);
    } catch {
      // There is nobody left to tell: the journal is who is told.
    }
  }
}

/** Hundredths of a degree: more than any sensor knows. */
function rounded(tiltDeg: number): number {
  return Math.round(tiltDeg * 100) / 100;
}
