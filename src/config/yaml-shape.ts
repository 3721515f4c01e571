import type { CST } from 'yaml';

/**
 * What is refused before a document is composed. Composing recurses, and a stack that overflows inside it can end the
 * process rather than throw; the tokens that are judged here come from a parser that does not recurse.
 */
export interface Forbidden {
  readonly offset: number;
  readonly what: string;
  readonly remedy: string;
}

export const DEEPEST_NESTING = 24;
export const MOST_ENTRIES = 5000;

const UNUSED: Readonly<Record<string, Omit<Forbidden, 'offset'>>> = {
  alias: { what: 'an alias (*) is not allowed here', remedy: 'write the value out' },
  anchor: { what: 'an anchor (&) is not allowed here', remedy: 'write the value out where it is needed' },
  tag: { what: 'a tag (!) is not allowed here', remedy: 'leave it out, or put the text into quotes' },
  directive: { what: 'a directive (%) is not allowed here', remedy: 'remove this line' },
};

/** The first thing in the tokens of a file that no settings or program file may have, or null. */
export function findForbidden(tokens: readonly CST.Token[]): Forbidden | null {
  const pending: { token: CST.Token; depth: number }[] = [];
  let documents = 0;
  for (const token of tokens) {
    if (token.type === 'document') documents += 1;
    if (documents > 1) return secondDocument(token.offset);
    pending.push({ token, depth: 0 });
  }
  pending.reverse();
  let entries = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    const unused = UNUSED[token.type];
    if (unused !== undefined) return { offset: token.offset, ...unused };
    if (depth > DEEPEST_NESTING) return tooDeep(token.offset);
    const children = childrenOf(token);
    entries += children.length;
    if (entries > MOST_ENTRIES * TOKENS_PER_ENTRY) return tooMany(token.offset);
    // The last first, so that the earliest in the file is taken from the stack next.
    for (const child of children.reverse())
      pending.push({ token: child, depth: depth + (isCollection(token) ? 1 : 0) });
  }
  return null;
}

/** A pair comes with its indentation, colon, spaces and line end. */
const TOKENS_PER_ENTRY = 6;

function childrenOf(token: CST.Token): CST.Token[] {
  switch (token.type) {
    case 'document':
      return [...token.start, ...(token.value ? [token.value] : [])];
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      return token.items.flatMap(({ start, key, sep, value }) => [
        ...start,
        ...(key ? [key] : []),
        ...(sep ?? []),
        ...(value ? [value] : []),
      ]);
    default:
      return [];
  }
}

function isCollection({ type }: CST.Token): boolean {
  return type === 'block-map' || type === 'block-seq' || type === 'flow-collection';
}

const secondDocument = (offset: number): Forbidden => ({
  offset,
  what: 'a second document begins here',
  remedy: 'keep one document in a file and remove the --- line',
});

const tooDeep = (offset: number): Forbidden => ({
  offset,
  what: `this is nested more than ${DEEPEST_NESTING} levels deep`,
  remedy: 'write it flatter',
});

const tooMany = (offset: number): Forbidden => ({
  offset,
  what: `the file has more than ${MOST_ENTRIES} entries`,
  remedy: 'check that this is the file you meant',
});
