import type { SeededRandom } from '../src/domain/seeded-random.ts';

/** Enough distinct values that a ring of them is not told from a Gaussian by any test of an hour's samples; a power of two. */
const RING_SIZE = 4096;
/** Bits to drop so that the top 12 of 32 index the ring: the low bits of a linear congruence are poor. */
const RING_SHIFT = 20;

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
