/** Change of duty that makes 4.5 deg/s2 of the usual drive: at the fastest ramp down the table goes on by under 2 deg. */
const SLEW_PER_S = 0.45;

interface Gated {
  readonly nowMs: number;
  /** The table has come to this end. */
  readonly isThere: boolean;
  /** What the drive had until now. */
  readonly lastDuty: number;
}

/**
 * One end of the table at the board. No duty toward it passes while the table is there; one that was under way when it
 * came there ends as a stop that a body bears and not as a blow: a drive that is cut off stands within 0.02 s.
 */
export class EndGate {
  readonly #way: 1 | -1;
  #sinceMs: number | null = null;
  #dutyAtArrival = 0;

  /** `way`: the sign of a duty toward this end. */
  constructor(way: 1 | -1) {
    this.#way = way;
  }

  /** What is left of a duty. */
  pass(duty: number, { nowMs, isThere, lastDuty }: Gated): number {
    if (!isThere) {
      this.#sinceMs = null;
      return duty;
    }
    if (this.#sinceMs === null) {
      this.#sinceMs = nowMs;
      this.#dutyAtArrival = lastDuty;
    }
    const taken = (SLEW_PER_S * (nowMs - this.#sinceMs)) / 1000;
    return this.#way > 0
      ? Math.min(duty, Math.max(0, this.#dutyAtArrival - taken))
      : Math.max(duty, Math.min(0, this.#dutyAtArrival + taken));
  }
}
