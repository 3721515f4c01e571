import type { TableEstimate } from '../domain/estimate.ts';
import { isMetByBrake } from '../domain/faults.ts';
import { clampsClosed, eStopOpen, INPUT, returnPressed } from '../domain/inputs.ts';
import type { TableState } from '../domain/states.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import { passedDeadline } from './deadlines.ts';
import type { TableContext } from './table-context.ts';
import type { TableEventBody } from './table-event.ts';

/** SELECT held this long acknowledges. */
const ACKNOWLEDGE_HELD_MS = 1000;
/** The sensors have had time to settle after power-on. */
const SELF_TEST_MS = 300;
/** Nearer than this to the upright end, the table is upright. */
export const UPRIGHT_WITHIN_DEG = 3;

/** What `detectEvents` looks at in one tick. */
export interface Perception {
  readonly estimate: TableEstimate;
  readonly verdict: SafetyVerdict;
  /** Debounced levels and edges of the buttons, bits of `INPUT`. */
  readonly buttons: {
    readonly levels: number;
    readonly pressed: number;
    readonly released: number;
    readonly returnEdge: boolean;
  };
  /** The motion under way has come to its end, or has given up. */
  readonly arrived: boolean;
  readonly gaveUp: boolean;
  readonly table: {
    readonly state: TableState;
    readonly context: TableContext;
    readonly earliestDeadlineMs: number;
  };
}

/**
 * Turns levels into happenings, in the order of who wins, so that of two things in one tick the heavier is answered
 * first. Keeps the levels of the tick before; a tick in which nothing happened costs comparisons and nothing else.
 */
export class EventDetector {
  readonly #hasGrip: boolean;
  readonly #events: TableEventBody[] = [];
  #eStopWasOpen = false;
  #wasHeadDown = false;
  #bootedAtMs = Number.NaN;
  #selectSinceMs = Number.NaN;
  /** Buttons that have answered the question and are not let go yet: until then they do nothing else. */
  #answering = 0;

  constructor({ hasGrip }: { hasGrip: boolean }) {
    this.#hasGrip = hasGrip;
  }

  /** Returns the one list of events, rewritten; empty in a quiet tick. */
  detect(seen: Perception): readonly TableEventBody[] {
    const { estimate, verdict, buttons } = seen;
    if (this.#events.length > 0) this.#events.length = 0;
    // Told before anything else, for it is the past: after the event that begins a return it would end that return.
    if (seen.arrived) this.#events.push({ type: 'ARRIVED' });
    if (seen.gaveUp) this.#events.push({ type: 'GAVE_UP' });
    const open = eStopOpen(estimate.inputs);
    if (open !== this.#eStopWasOpen) {
      this.#eStopWasOpen = open;
      this.#events.push({ type: open ? 'E_STOP_OPENED' : 'E_STOP_RELEASED' });
    }
    if (verdict.raised.length > 0) this.#raiseFaults(verdict);
    if (buttons.returnEdge || this.#returnHeldAtStart(seen)) this.#events.push({ type: 'RETURN_ASKED', by: 'RETURN' });
    if (buttons.pressed !== 0 || buttons.released !== 0) this.#readButtons(seen);
    if (estimate.headDown !== this.#wasHeadDown) {
      this.#wasHeadDown = estimate.headDown;
      this.#events.push({ type: estimate.headDown ? 'WENT_HEAD_DOWN' : 'LEFT_HEAD_DOWN' });
    }
    if (seen.table.earliestDeadlineMs <= estimate.nowMs) this.#readDeadline(seen);
    if (seen.table.state === 'self-test') this.#finishSelfTest(seen);
    this.#answering &= buttons.levels;
    if (buttons.levels & ~this.#answering & INPUT.SELECT) this.#holdSelect(estimate.nowMs);
    return this.#events;
  }

  /** A RETURN that was pressed before START, and still is, is no edge any more; it counts all the same. */
  #returnHeldAtStart({ table, estimate }: Perception): boolean {
    return table.state === 'arming' && returnPressed(estimate.inputs);
  }

  #raiseFaults(verdict: SafetyVerdict): void {
    for (const fault of verdict.raised) {
      if (isMetByBrake(fault.id)) this.#events.push({ type: 'BRAKED', id: fault.id });
      else this.#events.push({ type: 'FAULT', id: fault.id, reaction: fault.reaction });
    }
  }

  #readButtons({ buttons, table: { context } }: Perception): void {
    const { pressed } = buttons;
    const released = buttons.released & ~this.#answering;
    if (this.#hasGrip && (released & INPUT.GRIP) !== 0) this.#events.push({ type: 'GRIP_OPENED' });
    // A hold-to-run button that is let go counts whatever else the hand does.
    if (released & INPUT.UP) this.#events.push({ type: 'UP_RELEASED' });
    if (released & INPUT.DOWN) this.#events.push({ type: 'DOWN_RELEASED' });
    if (pressed & INPUT.SELECT) this.#selectSinceMs = Number.NaN;
    const answers = pressed & (INPUT.START | INPUT.UP | INPUT.DOWN | INPUT.SELECT);
    if (context.deadlines['alive-answer'] !== undefined && answers !== 0) {
      this.#answering |= answers;
      this.#events.push({ type: 'ANSWERED' });
      return;
    }
    // A jog before the pause that START is: of the two, the pause wins.
    if (pressed & INPUT.UP) this.#events.push({ type: 'UP_PRESSED' });
    if (pressed & INPUT.DOWN) this.#events.push({ type: 'DOWN_PRESSED' });
    if (pressed & INPUT.START) this.#events.push({ type: 'START_PRESSED' });
    if (pressed & INPUT.SELECT) this.#events.push({ type: 'SELECT_PRESSED' });
  }

  #readDeadline({ table: { context }, estimate }: Perception): void {
    const name = passedDeadline(context.deadlines, estimate.nowMs);
    if (name !== null) this.#events.push({ type: 'DEADLINE', name });
  }

  #finishSelfTest({ estimate, table: { context } }: Perception): void {
    if (Number.isNaN(this.#bootedAtMs)) this.#bootedAtMs = estimate.nowMs;
    if (estimate.nowMs - this.#bootedAtMs < SELF_TEST_MS) return;
    const sessionWasOpen = context.sessionWasOpen === true;
    const isBlind = estimate.source === 'none';
    if (isBlind && !sessionWasOpen) return;
    const upright = !isBlind && estimate.tiltDeg > context.settings.table.uprightDeg - UPRIGHT_WITHIN_DEG;
    const leftInSession = isBlind ? 'FOUND_BLIND' : 'FOUND_IN_SESSION';
    const found = sessionWasOpen && clampsClosed(estimate.inputs) ? leftInSession : 'FOUND_INVERTED';
    this.#events.push({ type: upright ? 'SELF_TEST_PASSED' : found });
  }

  #holdSelect(nowMs: number): void {
    if (Number.isNaN(this.#selectSinceMs)) this.#selectSinceMs = nowMs;
    if (nowMs - this.#selectSinceMs < ACKNOWLEDGE_HELD_MS) return;
    this.#selectSinceMs = Number.POSITIVE_INFINITY;
    this.#events.push({ type: 'ACKNOWLEDGED' });
  }
}
