import { CYCLES_PER_MS } from '../../../sim/emulated-uno/avr-chip.ts';
import { INPUT } from '../../../src/domain/inputs.ts';
import type { SessionPlan } from '../../../src/machine/session-plan.ts';
import { ENDLESS_PLAN } from '../held-table.ts';
import type { DriveWatch } from './drive-watch.ts';
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
/** A way down at its hardest acceleration has turned within this: 0.5 s at the jerk of the ramps, and what noise adds. */
const TURNED_WITHIN_MS = 1000;
const STEP_MS = 2;
const DESCENT: SessionPlan = {
  ...ENDLESS_PLAN,
  name: 'descent',
  steps: [{ kind: 'hold', tiltDeg: -20, durationMs: SHORT_HOLD_MS }, ...ENDLESS_PLAN.steps],
};

/** In ms from the edge of RETURN. */
export interface Turn {
  readonly askedMs: number;
  readonly turnedMs: number;
}

/** RETURN, pressed at a random moment, with the real controller on the real driver in the loop. In ms. */
export class ReturnTrials {
  readonly #board: HeldBoard;

  private constructor(board: HeldBoard) {
    this.#board = board;
  }

  static async open(from: 'hold' | 'way down'): Promise<ReturnTrials> {
    return new ReturnTrials(await HeldBoard.open(from === 'hold' ? ENDLESS_PLAN : DESCENT));
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

  /** From the first edge of RETURN on the way down: until the host begins its way up, and until the drive has turned. */
  async onTheWayDown(): Promise<Turn> {
    const board = this.#board;
    await this.#beginToMove();
    await board.pass(STEP_MS * Math.floor(board.random.between(0, PRESSED_AFTER_MS / STEP_MS)));
    const edge = await this.#press();
    await board.pass(TURNED_WITHIN_MS);
    const asked = board.returnAskedAt;
    const turned = turnOf(board.watch.changes, edge);
    if (asked === null || turned === null) throw new Error('RETURN is not obeyed');
    return { askedMs: (asked - edge) / CYCLES_PER_MS, turnedMs: (turned - edge) / CYCLES_PER_MS };
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
}

/** The cycle from which on the drive never goes down as fast again as it did after `edge`; null where it still does. */
function turnOf(changes: DriveWatch['changes'], edge: number): number | null {
  const first = changes.findLastIndex(({ cycle }) => cycle <= edge);
  const since = changes.slice(Math.max(0, first));
  const lowest = Math.min(...since.map(({ duty }) => duty));
  return since[since.findLastIndex(({ duty }) => duty === lowest) + 1]?.cycle ?? null;
}
