/**
 * Slope of a signal by least squares over its latest samples. A fit over 250 ms tells a rate within 0.2 deg/s from an
 * angle that jitters by a potentiometer's quantum, where a difference of two samples tells nothing.
 */
export class RateFit {
  readonly #samples: Float64Array;
  readonly #periodS: number;
  #next = 0;
  #filled = 0;
  /** Sums of the samples, and of the samples weighted by their age rank (0 the oldest). */
  #sum = 0;
  #weighted = 0;

  /** `windowMs` and `periodMs` of equally spaced samples. */
  constructor({ windowMs, periodMs }: { windowMs: number; periodMs: number }) {
    this.#samples = new Float64Array(Math.round(windowMs / periodMs));
    this.#periodS = periodMs / 1000;
  }

  /** Adds a sample; returns the slope per second, 0 until the window is full. */
  add(value: number): number {
    const count = this.#samples.length;
    if (this.#filled < count) {
      this.#samples[this.#next] = value;
      this.#filled += 1;
    } else {
      const oldest = this.#samples[this.#next] ?? 0;
      this.#weighted += oldest - this.#sum + (count - 1) * value;
      this.#sum += value - oldest;
      this.#samples[this.#next] = value;
    }
    this.#next += 1;
    if (this.#next === count) {
      this.#next = 0;
      this.#sumAnew();
    }
    if (this.#filled < count) return 0;
    const mean = (count - 1) / 2;
    return ((this.#weighted - mean * this.#sum) * 12) / (count * (count * count - 1) * this.#periodS);
  }

  /** Forgets everything: the signal has changed its source. */
  reset(): void {
    this.#next = 0;
    this.#filled = 0;
    this.#sum = 0;
    this.#weighted = 0;
  }

  /** Once a turn of the ring, when its order is the order of age, so that no rounding error ever grows. */
  #sumAnew(): void {
    this.#sum = 0;
    this.#weighted = 0;
    for (let rank = 0; rank < this.#samples.length; rank += 1) {
      const value = this.#samples[rank] ?? 0;
      this.#sum += value;
      this.#weighted += rank * value;
    }
  }
}
