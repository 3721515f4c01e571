import { CYCLES_PER_MS } from '../../../sim/emulated-uno/avr-chip.ts';
import { INPUT } from '../../../src/domain/inputs.ts';
import type { SessionPlan } from '../../../src/machine/session-plan.ts';
import { ENDLESS_PLAN } from '../held-table.ts';
import { mean } from '../statistics.ts';
import { HeldBoard } from './held-board.ts';

const HELD_IN_SIMULATION_MS = 1000;
/** In the hold on the emulated board: the host's estimate has forgotten the table before it. */
const SETTLES_MS = 300;
const PRESS_WITHIN_MS = 30;
const MOST_APART_MS = 2;
const ANSWERED_WITHIN_MS = 400;
/** A hold that is left again, so that a press meets the way down after it. */
const SHORT_HOLD_MS = 3000;
const MOVES_WITHIN_MS = 6000;
/** A press comes up to so long after the way down has begun: on its way to full rate, or at it. */
const PRESSED_AFTER_MS = 1500;
/** The turn is jerk-limited: that its duty leads upward shows against a way down that goes on, so long afterwards. */
const COMPARED_AFTER_MS = 500;
const COMPARED_MS = 100;
const STEP_MS = 2;
const DESCENT: SessionPlan = {
  ...ENDLESS_PLAN,
  name: 'descent',
  steps: [{ kind: 'hold', tiltDeg: -20, durationMs: SHORT_HOLD_MS }, ...ENDLESS_PLAN.steps],
};

/** RETURN, pressed at a random moment, with the real controller on the real driver in the loop. In ms. */
export class ReturnTrials {
  readonly #board: HeldBoard;
  /** Duty of a way down that nobody interrupts, every 2 ms from its first. */
  #undisturbed: readonly number[] = [];

  private constructor(board: HeldBoard) {
    this.#board = board;
  }

  static async open(from: 'hold' | 'way down'): Promise<ReturnTrials> {
    const trials = new ReturnTrials(await HeldBoard.open(from === 'hold' ? ENDLESS_PLAN : DESCENT));
    if (from === 'way down') {
      await trials.#beginToMove();
      trials.#undisturbed = await trials.#duties(2 * PRESSED_AFTER_MS);
    }
    return trials;
  }

  /** From the first edge of RETURN until the first upward duty. */
  async fromHold(): Promise<number> {
    const board = this.#board;
    await this.#hold();
    const edge = await this.#press();
    if (!(await board.until(() => board.watch.upAt !== null, ANSWERED_WITHIN_MS)))
      throw new Error('RETURN is not obeyed');
    return ((board.watch.upAt ?? 0) - edge) / CYCLES_PER_MS;
  }

  /** From the first edge of RETURN on the way down until the first duty of the turn, which leads upward. */
  async onTheWayDown(): Promise<number> {
    const board = this.#board;
    const { uno } = board.rig.emulated;
    await this.#beginToMove();
    const begunAt = uno.cycle;
    await board.pass(STEP_MS * Math.floor(board.random.between(0, PRESSED_AFTER_MS / STEP_MS)));
    const edge = await this.#press();
    const turnedAt = (): number | undefined => {
      const asked = board.returnAskedAt;
      return asked === null ? undefined : board.watch.changes.find(({ cycle }) => cycle > asked)?.cycle;
    };
    if (!(await board.until(() => turnedAt() !== undefined, ANSWERED_WITHIN_MS)))
      throw new Error('RETURN is not obeyed');
    await board.pass(COMPARED_AFTER_MS);
    const from = Math.round((uno.cycle - begunAt) / CYCLES_PER_MS / STEP_MS);
    const undisturbed = this.#undisturbed.slice(from, from + COMPARED_MS / STEP_MS);
    if (mean(await this.#duties(COMPARED_MS)) <= mean(undisturbed)) throw new Error('the turn does not lead upward');
    return ((turnedAt() ?? 0) - edge) / CYCLES_PER_MS;
  }

  /** From the end of the host's process in a hold until the board drives upward by itself. */
  async hostKilled(): Promise<number> {
    const board = this.#board;
    await this.#hold();
    await board.pass(STEP_MS * Math.floor(board.random.between(0, 10)));
    const killedAt = board.rig.emulated.uno.cycle;
    board.hostLives = false;
    if (!(await board.until(() => board.watch.upAt !== null, 1000))) throw new Error('the board does not drive up');
    return ((board.watch.upAt ?? 0) - killedAt) / CYCLES_PER_MS;
  }

  async #hold(): Promise<void> {
    const board = this.#board;
    await board.hold(HELD_IN_SIMULATION_MS);
    await board.pass(SETTLES_MS);
    const { controller } = board;
    if (controller?.state !== 'holding' || controller.view().faults.length > 0) {
      throw new Error(`no sound hold: ${controller?.state}, ${JSON.stringify(controller?.view().faults)}`);
    }
    board.watch.forget();
  }

  /** The cycle of the first edge; the other contact follows. */
  async #press(): Promise<number> {
    const board = this.#board;
    const { pins, uno } = board.rig.emulated;
    const { random } = board;
    const makesFirst = random.uniform() < 0.5;
    const apart = random.between(0, MOST_APART_MS) * CYCLES_PER_MS;
    let edge: number | null = null;
    const move = (makes: boolean): void => {
      pins.set(makes ? INPUT.RETURN_MADE : INPUT.RETURN_BREAK_CLOSED, makes);
      board.rig.emulated.pinsChanged();
    };
    board.edges.at(uno.cycle + random.between(0, PRESS_WITHIN_MS) * CYCLES_PER_MS, (cycle) => {
      edge = cycle;
      move(makesFirst);
      board.edges.at(cycle + apart, () => move(!makesFirst));
    });
    const pressed = (): number | null => edge;
    await board.until(() => pressed() !== null, ANSWERED_WITHIN_MS);
    return pressed() ?? 0;
  }

  async #beginToMove(): Promise<void> {
    const board = this.#board;
    await this.#hold();
    const moves = () => board.controller?.state === 'moving' && board.watch.duty < 0;
    if (!(await board.until(moves, MOVES_WITHIN_MS))) throw new Error('no way down');
  }

  async #duties(ms: number): Promise<readonly number[]> {
    const duties: number[] = [];
    for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
      await this.#board.pass(STEP_MS);
      duties.push(this.#board.watch.duty);
    }
    return duties;
  }
}
