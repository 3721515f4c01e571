/** The name that somebody may have meant: at most two letters away, or begun with what was typed. Null where none is near. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  if (typed === '') return null;
  const begun = names.filter((name) => name.startsWith(typed));
  if (begun.length === 1) return begun[0] ?? null;
  let best: { name: string; distance: number } | null = null;
  for (const name of names) {
    const distance = editDistance(typed, name);
    if (distance <= furthest(typed) && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

function furthest(typed: string): number {
  return typed.length < 4 ? 1 : 2;
}

/** Letters to insert, remove or replace (Levenshtein 1966). */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[right.length] ?? 0;
}
