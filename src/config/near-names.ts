/** The known name that was probably meant, so that a typing error answers with the word itself. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = name.slice(0, LONGEST_COMPARED).toLowerCase();
  const begun = known.find((candidate) => wanted.length >= 3 && candidate.toLowerCase().startsWith(wanted));
  if (begun !== undefined) return begun;
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance >= least) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest ?? known.find((candidate) => isPartOf(wanted, candidate.toLowerCase())) ?? null;
}

/** `did you mean 'rates'?`, or all the names that there are. */
export function nearestNameRemedy(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? `known here: ${known.join(', ')}` : `did you mean '${nearest}'?`;
}

/** A name may come from a hostile file; what is compared of it is bounded. */
const LONGEST_COMPARED = 64;

function isPartOf(wanted: string, candidate: string): boolean {
  return wanted.length >= 3 && candidate.includes(wanted);
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(one: string, other: string): number {
  const width = other.length + 1;
  let beforePrevious = new Array<number>(width).fill(0);
  let previous = Array.from({ length: width }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column < width; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const replaced = at(previous, column - 1) + (same ? 0 : 1);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = swapped ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1, swap));
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, width - 1);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
