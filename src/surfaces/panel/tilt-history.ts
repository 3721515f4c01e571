/** The last minutes of tilt, sampled on the table's clock at a steady step. Bounded: the oldest sample leaves. */

const STEP_MS = 1000;
export const HISTORY_MS = 5 * 60_000;
export const MAX_SAMPLES = HISTORY_MS / STEP_MS;

export class TiltHistory {
  #tilts: number[] = [];
  #nextAtMs = Number.NEGATIVE_INFINITY;

  /** Oldest first, a second apart. */
  get tilts(): readonly number[] {
    return this.#tilts;
  }

  /** Seconds that passed unseen are filled with the tilt that is seen now, so that the time axis stays true. */
  add(nowMs: number, tiltDeg: number): void {
    if (this.#nextAtMs === Number.NEGATIVE_INFINITY) this.#nextAtMs = nowMs;
    const due = Math.min(Math.floor((nowMs - this.#nextAtMs) / STEP_MS) + 1, MAX_SAMPLES);
    if (due <= 0) return;
    for (let step = 0; step < due; step += 1) this.#tilts.push(tiltDeg);
    this.#nextAtMs = Math.max(this.#nextAtMs + due * STEP_MS, nowMs - STEP_MS);
    this.#tilts.splice(0, this.#tilts.length - MAX_SAMPLES);
  }
}
