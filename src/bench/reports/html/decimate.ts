type Values = readonly (number | string | null)[];

/** Rows to be drawn, in their order; null where the line is broken. */
export type DrawnRows = readonly (number | null)[];

/**
 * Of each `bucketMs` the first, the least, the greatest and the last row: a line through them covers the same pixels as one
 * through all, so that no peak is lost. At most five entries a bucket come out, whatever went in.
 */
export function decimate(timesMs: readonly number[], values: Values, bucketMs: number): DrawnRows {
  const rows: (number | null)[] = [];
  let bucket = new Bucket(-1);
  let isBroken = false;
  values.forEach((value, row) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      isBroken = true;
      return;
    }
    const index = Math.floor((timesMs[row] ?? 0) / bucketMs);
    if (index !== bucket.index || isBroken) {
      bucket.drawInto(rows);
      if (isBroken && rows.length > 0) rows.push(null);
      bucket = new Bucket(index);
      isBroken = false;
    }
    bucket.take(row, value);
  });
  bucket.drawInto(rows);
  return rows;
}

class Bucket {
  readonly index: number;
  #first = -1;
  #last = -1;
  #least = -1;
  #greatest = -1;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  constructor(index: number) {
    this.index = index;
  }

  take(row: number, value: number): void {
    if (this.#first < 0) this.#first = row;
    this.#last = row;
    if (value < this.#low) {
      this.#low = value;
      this.#least = row;
    }
    if (value > this.#high) {
      this.#high = value;
      this.#greatest = row;
    }
  }

  drawInto(rows: (number | null)[]): void {
    if (this.#first < 0) return;
    const inner = this.#least < this.#greatest ? [this.#least, this.#greatest] : [this.#greatest, this.#least];
    let before = -1;
    for (const row of [this.#first, ...inner, this.#last]) {
      if (row > before) rows.push(row);
      before = Math.max(before, row);
    }
  }
}
