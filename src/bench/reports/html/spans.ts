/** A time during which a signal was one and the same. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number | string | null;
}

/** What a signal was, from one change to the next. The last sample lasts until `endMs`. */
export function spansOf(
  timesMs: readonly number[],
  values: readonly (number | string | null)[],
  endMs: number,
): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let row = 1; row <= values.length; row += 1) {
    if (row < values.length && values[row] === values[from]) continue;
    spans.push({ fromMs: timesMs[from] ?? 0, toMs: timesMs[row] ?? endMs, value: values[from] ?? null });
    from = row;
  }
  return values.length === 0 ? [] : spans;
}

/** A time in which a flag was set, or in which it was set again and again. */
export interface SetTime {
  readonly fromMs: number;
  readonly toMs: number;
  readonly isBusy: boolean;
}

/** Gaps shorter than `leastMs` are closed, and what has such a gap is called busy: it is drawn, and drawn otherwise. */
export function setTimesOf(spans: readonly Span[], leastMs: number): readonly SetTime[] {
  const set: SetTime[] = [];
  for (const { fromMs, toMs, value } of spans) {
    if (value !== 1) continue;
    const last = set.at(-1);
    if (last !== undefined && fromMs - last.toMs < leastMs) set[set.length - 1] = { ...last, toMs, isBusy: true };
    else set.push({ fromMs, toMs, isBusy: false });
  }
  return set;
}
