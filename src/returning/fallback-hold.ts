import type { TableEstimate } from '../domain/estimate.ts';
import { E_STOP_CLOSED, eStopOpen, INPUT, returnPressed } from '../domain/inputs.ts';

/** H-06, as the machine has it: one channel open for so long holds the table, and RETURN or UP count after 2 s. */
const CHANNELS_DIFFER_MS = 50;
const CHANNELS_WAIT_MS = 2000;

/**
 * What still holds the table: nothing, an E-STOP or the like until RETURN or UP asks to go up, or something that a
 * hand on UP alone may move it in spite of.
 */
export type FallbackHold = 'nothing' | 'until-asked' | 'but-by-hand';

/** Who wins, without a machine: what held the table, and what hands make of it. */
export class FallbackHands {
  hold: FallbackHold = 'nothing';
  onUp = false;
  /** The E-STOP is in doubt: whoever asked in spite of it goes up as slowly as a ramp. */
  inDoubt = false;
  #differSinceMs = Number.NaN;

  update({ nowMs, inputs }: TableEstimate): void {
    this.onUp = (inputs & INPUT.UP) !== 0;
    const channels = inputs & E_STOP_CLOSED;
    if (channels === 0 || channels === E_STOP_CLOSED) {
      this.#differSinceMs = Number.NaN;
      this.inDoubt = false;
    } else if (Number.isNaN(this.#differSinceMs)) this.#differSinceMs = nowMs;
    const differMs = nowMs - this.#differSinceMs;
    if (this.hold === 'nothing' && (eStopOpen(inputs) || (differMs > CHANNELS_DIFFER_MS && !this.inDoubt)))
      this.hold = 'until-asked';
    const isAsked = !eStopOpen(inputs) && (returnPressed(inputs) || this.onUp);
    if (this.hold !== 'until-asked' || !isAsked || differMs < CHANNELS_WAIT_MS) return;
    this.hold = 'nothing';
    this.inDoubt = !Number.isNaN(differMs);
  }
}
