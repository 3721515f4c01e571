/** A look that comes later than this is late by the process's fault and not by the sensor's: the rest does not count, ms. */
const MOST_BETWEEN_LOOKS_MS = 20;

/**
 * For how long a sensor has owed an answer. A process that was held up has asked nothing meanwhile; its sensor was not silent,
 * and must not look like one whose wire is open.
 */
export class SensorSilence {
  /** Infinite before the first answer. */
  silentMs = Number.POSITIVE_INFINITY;
  #lookedAtMs = 0;
  #answeredAtMs = Number.NEGATIVE_INFINITY;

  /** `answeredAtMs`: when the sensor's latest reading came; minus infinity where it has given none. */
  look(nowMs: number, answeredAtMs: number): void {
    const passedMs = Math.min(nowMs - this.#lookedAtMs, MOST_BETWEEN_LOOKS_MS);
    this.silentMs = answeredAtMs > this.#answeredAtMs ? 0 : this.silentMs + passedMs;
    this.#answeredAtMs = answeredAtMs;
    this.#lookedAtMs = nowMs;
  }
}
