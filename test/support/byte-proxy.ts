import { SeededRandom } from '../../src/domain/seeded-random.ts';

/** How often each thing happens to a byte, and to what is written at once. */
interface Weather {
  readonly flips: number;
  readonly drops: number;
  readonly inserts: number;
  readonly duplicates: number;
  /** Of a write: it waits for up to `MOST_DELAY_MS`, and what comes after it may overtake it. */
  readonly delays: number;
  /** In a cycle: from then on nothing passes for up to `MOST_CUT_MS`. */
  readonly cuts: number;
}

const NOTHING: Weather = { flips: 0, drops: 0, inserts: 0, duplicates: 0, delays: 0, cuts: 0 };
const WEATHERS: readonly Weather[] = [
  NOTHING,
  { flips: 0.0005, drops: 0.0005, inserts: 0.0005, duplicates: 0.0005, delays: 0.02, cuts: 0.0005 },
  { flips: 0.003, drops: 0.003, inserts: 0.003, duplicates: 0.003, delays: 0.05, cuts: 0.001 },
  { flips: 0.02, drops: 0.02, inserts: 0.02, duplicates: 0.02, delays: 0.2, cuts: 0.002 },
  { ...NOTHING, flips: 0.05 },
  { ...NOTHING, drops: 0.05 },
  { ...NOTHING, inserts: 0.1 },
  { ...NOTHING, duplicates: 0.1 },
  { ...NOTHING, delays: 0.5 },
  { ...NOTHING, cuts: 0.01 },
];
export const MOST_DELAY_MS = 300;
/** Longer than a lease and the turn after it: a board that goes on as it was told last must show it. */
const MOST_CUT_MS = 4000;
const WEATHER_MS = 5000;

interface Waiting {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** One direction of a bad cable: flips, drops, inserts, duplicates, delays and cuts by its seed. */
export class ByteProxy {
  /** Bytes that came out otherwise than they went in, or not at all. */
  harmed = 0;
  /** Something came out of it when it was last looked at. */
  isPassing = false;
  readonly #random: SeededRandom;
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #calm: number;
  #waiting: Waiting[] = [];
  #weather: Weather = NOTHING;
  #weatherUntilMs = 0;
  #cutUntilMs = 0;

  /** `calm`: share of the time in which nothing happens, over and above the weathers' own. */
  constructor(seed: number, deliver: (bytes: Uint8Array) => void, calm = 0) {
    this.#random = new SeededRandom(seed);
    this.#deliver = deliver;
    this.#calm = calm;
  }

  send(bytes: Uint8Array, nowMs: number): void {
    if (nowMs < this.#cutUntilMs) {
      this.harmed += bytes.length;
      return;
    }
    const late = this.#happens(this.#weather.delays) ? this.#random.between(0, MOST_DELAY_MS) : 0;
    this.#waiting.push({ atMs: nowMs + late, bytes: Uint8Array.from(this.#spoil(bytes)) });
  }

  /** Once a cycle: what is due goes out, and the weather changes. */
  pass(nowMs: number): void {
    if (nowMs >= this.#weatherUntilMs) {
      const weather = WEATHERS[this.#random.integerBelow(WEATHERS.length)] ?? NOTHING;
      this.#weather = this.#random.uniform() < this.#calm ? NOTHING : weather;
      this.#weatherUntilMs = nowMs + WEATHER_MS;
    }
    if (this.#happens(this.#weather.cuts)) this.#cutUntilMs = nowMs + this.#random.between(0, MOST_CUT_MS);
    const due = this.#waiting.filter(({ atMs }) => atMs <= nowMs);
    this.isPassing = due.length > 0;
    this.#waiting = this.#waiting.filter(({ atMs }) => atMs > nowMs);
    for (const { bytes } of due) this.#deliver(bytes);
  }

  #spoil(bytes: Uint8Array): readonly number[] {
    const { flips, drops, inserts, duplicates } = this.#weather;
    return [...bytes].flatMap((byte) => {
      if (this.#happens(drops)) return [];
      const out = [this.#happens(flips) ? byte ^ (1 << this.#random.integerBelow(8)) : byte];
      if (this.#happens(duplicates)) out.push(byte);
      if (this.#happens(inserts)) out.push(this.#random.integerBelow(256));
      return out;
    });
  }

  #happens(share: number): boolean {
    if (share === 0 || this.#random.uniform() >= share) return false;
    this.harmed += 1;
    return true;
  }
}
