import type { Button } from '../../domain/inputs.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';

/** A press that is seen by any debounce, ms: as long as one lasts at least that a client leaves behind. */
const LAST_PRESS_MS = 200;

/** These stay as they are put, whoever put them: a mushroom latches, a clamp stays closed, a rider goes on holding. */
const STAYS: ReadonlySet<Button> = new Set<Button>(['ESTOP', 'CLAMP', 'GRIP']);

/** The buttons that a client holds down. Nobody holds a button who is not there any more. */
export class PressedInputs {
  readonly #held = new Set<Button>();

  press(button: Button, inputs: TestInputs): void {
    inputs.press(button, null);
    if (!STAYS.has(button)) this.#held.add(button);
  }

  release(button: Button, inputs: TestInputs): void {
    inputs.release(button);
    this.#held.delete(button);
  }

  releaseAll(inputs: TestInputs): void {
    for (const button of [...this.#held]) this.release(button, inputs);
  }

  /** The client is gone: a press that it has only just begun is still one. */
  letGo(inputs: TestInputs): void {
    for (const button of this.#held) inputs.press(button, LAST_PRESS_MS);
    this.#held.clear();
  }
}
