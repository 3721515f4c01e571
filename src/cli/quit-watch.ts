import type { CommandReply } from '../domain/commands.ts';
import { isHeld, type TableState } from '../domain/states.ts';
import type { SessionEnd } from '../domain/view.ts';
import type { Controller } from '../ports/controller.ts';

const EXIT_CODES: Readonly<Record<SessionEnd['outcome'], number>> = { completed: 0, returned: 3, stopped: 5 };

/**
 * Quitting without leaving anybody head-down: the rider is returned first, and the process ends when the table is
 * upright. From an E-STOP or an alarmed hold it does not end at all: whoever quits there would walk away.
 */
export class QuitWatch {
  readonly #controller: Controller;
  #asked = false;
  #finish: (exitCode: number) => void = () => undefined;
  /** Resolves with the last session's exit code once it is safe to end. */
  readonly done: Promise<number>;

  constructor(controller: Controller) {
    this.#controller = controller;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Somebody wants to quit: accepted, or refused with the reason. */
  request(): CommandReply {
    const { state } = this.#controller;
    if (isHeld(state)) return { ok: false, code: 'REFUSED', text: refusalOf(state, this.#controller) };
    if (!isUpright(state)) this.#controller.send({ kind: 'return' });
    this.#asked = true;
    return { ok: true, text: isUpright(state) ? 'quitting' : 'returning, then quitting' };
  }

  /** Called every tick. */
  observe(): void {
    if (!this.#asked || !isUpright(this.#controller.state)) return;
    const { lastSession } = this.#controller.view();
    this.#finish(lastSession === null ? 0 : EXIT_CODES[lastSession.outcome]);
  }
}

function isUpright(state: TableState): boolean {
  return state === 'ready' || state === 'locked';
}

function refusalOf(state: TableState, controller: Controller): string {
  const { prompt } = controller.view();
  return prompt?.text ?? `the table is ${state}`;
}
