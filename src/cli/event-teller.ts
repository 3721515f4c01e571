import type { Cause, HazardId } from '../domain/faults.ts';
import type { BoardMode } from '../domain/frames.ts';
import type { TableState } from '../domain/states.ts';
import { causeWords, type HazardText } from '../surfaces/table-words.ts';
import type { SessionEvent } from '../targets/simulation.ts';

export interface EventWords {
  readonly hazardText: HazardText;
  /** The fault that was put in by this name, with what it does. */
  readonly faultOf: (name: string) => { readonly id: string; readonly summary: string };
}

/** A session goes through these by itself: they are told only where it comes back to them. */
const OWN_COURSE: ReadonlySet<TableState> = new Set(['self-test', 'ready', 'arming', 'moving', 'holding', 'resting']);
/** How every session ends; 'at rest upright' says it. */
const ENDINGS: ReadonlySet<TableState> = new Set(['returning-planned', 'locked', 'ready']);

const STATE_WORDS: Readonly<Record<TableState, string>> = {
  'self-test': 'tests itself',
  ready: 'is ready',
  arming: 'is armed',
  moving: 'goes on with its program',
  holding: 'goes on with its hold',
  resting: 'goes on with its rest',
  paused: 'pauses',
  jogging: 'is moved by hand',
  'returning-planned': 'returns as planned',
  'returning-emergency': 'returns',
  'returning-blind': 'returns without trusting its angle',
  'backing-off': 'stops and backs off',
  'laid-flat': 'lies flat and waits',
  stopped: 'stops and is held',
  locked: 'is locked',
};

/** Puts the events of a session into words, one after the other; what belongs to every session is passed over. */
export class EventTeller {
  /** Something other than the program has happened. */
  leftItsCourse = false;
  readonly #words: EventWords;
  /** When each button was last pressed and each fault last put in. */
  readonly #triggers = new Map<string, number>();
  #state: TableState = 'ready';
  #cause: Cause | null = null;
  /** What the way up is counted from. */
  #began: { readonly atMs: number; readonly what: string | null } | null = null;

  constructor(words: EventWords) {
    this.#words = words;
  }

  /** Null: nothing that anybody needs to be told. */
  tell(event: SessionEvent): string | null {
    const text = this.#textOf(event);
    if (text !== null && event.kind !== 'upright') this.leftItsCourse = true;
    return text;
  }

  #textOf(event: SessionEvent): string | null {
    switch (event.kind) {
      case 'press':
        // The session's own START.
        if (event.button === 'START' && event.atMs === 0) return null;
        this.#triggers.set(event.button, event.atMs);
        return `${event.button} is pressed`;
      case 'release':
        return `${event.button} is released`;
      case 'fault': {
        const { id, summary } = this.#words.faultOf(event.fault);
        this.#triggers.set(id, event.atMs);
        return `${id} is put in: ${summary}`;
      }
      case 'clear':
        return `${this.#words.faultOf(event.fault).id} is taken out`;
      case 'noticed':
        return this.#noticed(event.id, event.atMs);
      case 'state':
        return this.#entered(event);
      case 'board':
        return this.#boardText(event.mode, event.atMs);
      case 'upright':
        return this.#upright(event.atMs);
      default:
        return event satisfies never;
    }
  }

  #noticed(id: HazardId, atMs: number): string {
    const putInAtMs = this.#triggers.get(id);
    const after = putInAtMs === undefined || putInAtMs > atMs ? '' : ` ${passed(putInAtMs, atMs)} after`;
    return `noticed${after}: ${causeWords(id, this.#words.hazardText)}`;
  }

  #entered({ state, cause, atMs }: Extract<SessionEvent, { kind: 'state' }>): string | null {
    const wasOnCourse = OWN_COURSE.has(this.#state) || ENDINGS.has(this.#state);
    const isNewCause = cause !== null && cause !== this.#cause;
    this.#state = state;
    this.#cause = cause;
    const triggeredAtMs = cause === null ? undefined : this.#triggers.get(cause);
    if (isNewCause) {
      this.#began = triggeredAtMs === undefined ? { atMs, what: null } : { atMs: triggeredAtMs, what: cause };
    }
    if (ENDINGS.has(state) || (OWN_COURSE.has(state) && wasOnCourse)) return null;
    // A button or a fault has its own line; a bound that was reached has none.
    const isTold = cause === null || !isNewCause || triggeredAtMs !== undefined || cause.startsWith('H-');
    const because = isTold ? '' : `${causeWords(cause, this.#words.hazardText)}: `;
    return `${because}the table ${STATE_WORDS[state]}`;
  }

  #upright(atMs: number): string {
    if (this.#began === null) return 'at rest upright';
    const { atMs: beganAtMs, what } = this.#began;
    return `at rest upright, ${passed(beganAtMs, atMs)} ${what === null ? 'later' : `after ${what}`}`;
  }

  /** A host that is gone says no cause: what was done last is one. */
  #latestTrigger(atMs: number): { readonly atMs: number; readonly what: string | null } {
    const before = [...this.#triggers].filter(([, triggerMs]) => triggerMs <= atMs);
    const [what, latestMs] = before.sort(([, one], [, other]) => one - other).at(-1) ?? [null, atMs];
    return { atMs: latestMs, what };
  }

  #boardText(mode: BoardMode, atMs: number): string | null {
    switch (mode) {
      case 'returning':
        this.#began ??= this.#latestTrigger(atMs);
        return 'the board, without the host, returns the table';
      case 'off':
        return 'the board switches the drive off';
      case 'returned':
      case 'leased':
      case 'idle':
        return null;
      default:
        return mode satisfies never;
    }
  }
}

/** `0.24 s`, `24.2 s`. */
function passed(fromMs: number, toMs: number): string {
  const passedS = (toMs - fromMs) / 1000;
  return `${passedS.toFixed(passedS < 1 ? 2 : 1)} s`;
}
