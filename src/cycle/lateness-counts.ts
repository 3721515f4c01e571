/** Lateness of the cycles in tenths of a millisecond up to 100 ms: a fixed record, so that counting allocates nothing. */
const BUCKETS = 1001;
const BUCKETS_PER_MS = 10;

export class LatenessCounts {
  readonly counts = new Uint32Array(BUCKETS);
  #cycles = 0;

  add(latenessMs: number): void {
    const bucket = Math.min(Math.max(Math.floor(latenessMs * BUCKETS_PER_MS), 0), BUCKETS - 1);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.#cycles += 1;
  }

  /** The upper edge of the bucket that `share` of all cycles do not exceed; 0 before the first. */
  latenessMs(share: number): number {
    const wanted = share * this.#cycles;
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.counts[bucket] ?? 0;
      if (seen >= wanted && seen > 0) return (bucket + 1) / BUCKETS_PER_MS;
    }
    return 0;
  }
}
