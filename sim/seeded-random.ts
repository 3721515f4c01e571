/** Randomness of the simulator. The same seed gives the same numbers on every machine, so every failure can be replayed. */

const TWO_PI = 2 * Math.PI;
const UINT32_RANGE = 4_294_967_296;
/** Enough distinct values that a ring of them is not told from a Gaussian by any test of an hour's samples; a power of two. */
const RING_SIZE = 4096;
/** Bits to drop so that the top 12 of 32 index the ring: the low bits of a linear congruence are poor. */
const RING_SHIFT = 20;

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

/**
 * Gaussian noise for the hot loop: drawn once, read in pseudo-random order. The ring is brought to exactly mean 0 and
 * standard deviation 1, so that a short ring adds no bias to a long run.
 */
export class GaussianRing {
  readonly #values: Float64Array;
  #state: number;

  constructor(random: SeededRandom) {
    this.#values = drawStandardised(random);
    this.#state = random.uint32() | 0;
  }

  next(): number {
    // The multiplier of Numerical Recipes; a full period of 2^32.
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
    return this.#values[this.#state >>> RING_SHIFT] ?? 0;
  }
}

function drawStandardised(random: SeededRandom): Float64Array {
  const values = new Float64Array(RING_SIZE);
  let sum = 0;
  for (let index = 0; index < RING_SIZE; index++) {
    const value = random.gaussian();
    values[index] = value;
    sum += value;
  }
  const mean = sum / RING_SIZE;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / RING_SIZE);
  return values.map((value) => (value - mean) / deviation);
}
