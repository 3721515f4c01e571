import type { CommandReply, OperatorCommand } from '../../domain/commands.ts';
import type { Button } from '../../domain/inputs.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { PanelAction } from './panel-keys.ts';

/**
 * What the keys do to the table. A simulated table's buttons are pressed, as a hand would; on a real one the terminal
 * may only ask, and everything that would move the table down stays with the buttons at the table.
 */

const PRESS_MS = 200;
const ACKNOWLEDGE_MS = 1100;
/** Longer than the pause before a keyboard begins to repeat, so that a held key is one motion. */
const FIRST_PRESS_MS = 700;
const REPEAT_MS = 200;

const AT_THE_TABLE = 'the buttons of this table are at the table';

export interface PanelHandsOptions {
  readonly link: OperatorLink;
  readonly testInputs: TestInputs | null;
}

export interface PressMoment {
  readonly wallMs: number;
  /** How many times faster than the wall clock the table runs: a key held down must stay held on the table. */
  readonly speed: number;
}

export class PanelHands {
  readonly #link: OperatorLink;
  readonly #inputs: TestInputs | null;
  readonly #heldUntilMs = new Map<Button, number>();

  constructor({ link, testInputs }: PanelHandsOptions) {
    this.#link = link;
    this.#inputs = testInputs;
  }

  /** Does what a key asks of the table; a text says why it could not, or what it came to. */
  act(action: PanelAction, moment: PressMoment): string | null {
    return this.#inputs === null ? this.#ask(action) : this.#press(action, this.#inputs, moment);
  }

  #press(action: PanelAction, inputs: TestInputs, moment: PressMoment): string | null {
    switch (action.kind) {
      case 'start':
        inputs.press('START', PRESS_MS);
        return null;
      case 'return':
        inputs.press('RETURN', PRESS_MS);
        return null;
      case 'select':
        inputs.press('SELECT', PRESS_MS);
        return null;
      case 'acknowledge':
        inputs.press('SELECT', ACKNOWLEDGE_MS);
        return null;
      case 'comfort-stop':
        inputs.press('UP', PRESS_MS);
        return null;
      case 'up':
        return this.#hold('UP', inputs, moment);
      case 'down':
        return this.#hold('DOWN', inputs, moment);
      case 'e-stop':
        return toggle('ESTOP', inputs);
      case 'grip':
        return toggle('GRIP', inputs);
      default:
        return null;
    }
  }

  #hold(button: Button, inputs: TestInputs, { wallMs, speed }: PressMoment): null {
    const isHeld = wallMs < (this.#heldUntilMs.get(button) ?? Number.NEGATIVE_INFINITY);
    const forMs = isHeld ? REPEAT_MS : FIRST_PRESS_MS;
    this.#heldUntilMs.set(button, wallMs + forMs);
    inputs.press(button, forMs * speed);
    return null;
  }

  #ask(action: PanelAction): string | null {
    switch (action.kind) {
      case 'return':
        return this.#send({ kind: 'return' });
      case 'start':
        return this.#send({ kind: this.#link.view().state === 'paused' ? 'resume' : 'pause' });
      case 'acknowledge':
        return this.#send({ kind: 'acknowledge' });
      case 'up':
      case 'down':
      case 'comfort-stop':
      case 'select':
      case 'e-stop':
      case 'grip':
        return AT_THE_TABLE;
      default:
        return null;
    }
  }

  #send(command: OperatorCommand): string | null {
    return noticeOf(this.#link.send(command));
  }
}

function noticeOf(reply: CommandReply): string | null {
  return reply.text ?? null;
}

function toggle(button: Button, inputs: TestInputs): null {
  if (inputs.isPressed(button)) inputs.release(button);
  else inputs.press(button, null);
  return null;
}
