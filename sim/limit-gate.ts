import { INPUT } from '../src/domain/inputs.ts';

/** Change of duty that makes 4.5 deg/s2 of the usual drive: at the fastest ramp down the table goes on by under 2 deg. */
const SLEW_PER_S = 0.45;

interface Gated {
  readonly nowMs: number;
  readonly inputs: number;
  /** What the drive had until now. */
  readonly lastDuty: number;
}

/**
 * The inverted limit at the board. No duty downward passes while it is closed; one that was under way when it closed
 * ends as a stop that a body bears and not as a blow: a drive that is cut off stands within 0.02 s.
 */
export class LimitGate {
  #closedAtMs: number | null = null;
  #dutyAtClosing = 0;

  /** What is left of a duty. */
  pass(duty: number, { nowMs, inputs, lastDuty }: Gated): number {
    if ((inputs & INPUT.INVERTED_LIMIT) === 0) {
      this.#closedAtMs = null;
      return duty;
    }
    if (this.#closedAtMs === null) {
      this.#closedAtMs = nowMs;
      this.#dutyAtClosing = lastDuty;
    }
    const leastDuty = this.#dutyAtClosing + (SLEW_PER_S * (nowMs - this.#closedAtMs)) / 1000;
    return Math.max(duty, Math.min(0, leastDuty));
  }
}
