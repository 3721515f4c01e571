/** Randomness of simulator and bench. The same seed gives the same numbers on every machine, so every failure can be replayed. */

const TWO_PI = 2 * Math.PI;
const UINT32_RANGE = 4_294_967_296;

/** sfc32 of PractRand (Chris Doty-Humphrey): 128 bits of state, fast, passes BigCrush. */
export class SeededRandom {
  #a = 0;
  #b = 0;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#c = seed | 0;
    for (let round = 0; round < 15; round++) this.uint32();
  }

  /** 0 .. 2^32-1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** 0 <= x < 1. */
  uniform(): number {
    return this.uint32() / UINT32_RANGE;
  }

  /** low <= x < high. */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** An integer 0 .. count-1. */
  integerBelow(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Mean 0, standard deviation 1, by Box and Muller. */
  gaussian(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(TWO_PI * this.uniform());
  }
}
