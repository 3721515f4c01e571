import { Composer, type Document, isMap, isNode, isPair, LineCounter, Parser, type YAMLError } from 'yaml';
import { type FileProblem, fileProblem, orderProblems, type PathPart } from './file-problem.ts';
import { findForbidden } from './yaml-shape.ts';

/** A value read from YAML, and where each part of it stands. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Line and column of the value at a path, or of the nearest thing around it; with `key`, of the key itself. */
  locate(path: readonly PathPart[], what?: 'key' | 'value'): Place;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type YamlResult =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly errors: readonly FileProblem[] };

/** Reads one YAML document. Never throws, never recurses deeper than the bound of `yaml-shape.ts`. */
export function parseYaml(file: string, text: string): YamlResult {
  try {
    return parse(file, text);
  } catch {
    const remedy = 'write it with plain keys, values and lists only';
    return { ok: false, errors: [fileProblem(file, 'the YAML cannot be read', remedy)] };
  }
}

function parse(file: string, text: string): YamlResult {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const forbidden = findForbidden(tokens);
  if (forbidden !== null) {
    const { offset, what, remedy } = forbidden;
    return { ok: false, errors: [{ file, ...placeAt(offset), path: '', what, remedy }] };
  }
  // Warnings count as errors: what the parser only guesses at must not move anybody.
  const [document] = new Composer({ prettyErrors: false, logLevel: 'silent' }).compose(tokens, true, text.length);
  const faults = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  const errors = faults.map((fault) => ({ file, ...placeAt(fault.pos[0]), path: '', ...explain(fault) }));
  if (document === undefined || errors.length > 0) return { ok: false, errors: firstOfEachLine(errors) };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  if (value === null) {
    return { ok: false, errors: [fileProblem(file, 'the file is empty', 'write the fields it should have')] };
  }
  const locate: YamlSource['locate'] = (path, what = 'value') => placeAt(offsetOf(document, path, what));
  return { ok: true, source: { file, value, locate } };
}

/** The parser goes on after a mistake and stumbles over what follows from it; a line is told once. */
function firstOfEachLine(errors: readonly FileProblem[]): readonly FileProblem[] {
  const seen = new Set<number | null>();
  return orderProblems(errors).filter(({ line }) => !seen.has(line) && seen.add(line));
}

function offsetOf(document: Document.Parsed, path: readonly PathPart[], what: 'key' | 'value'): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isNode(key) && String(key) === String(last));
      const node = what === 'key' || length < path.length || !isNode(pair?.value) ? pair?.key : pair.value;
      if (isPair(pair) && isNode(node) && node.range) return node.range[0];
      continue;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

type Explanation = Pick<FileProblem, 'what' | 'remedy'>;

function explain({ code, message }: YAMLError): Explanation {
  if (message.includes('end with a')) return { what: 'a bracket is not closed', remedy: 'close it on this line' };
  switch (code) {
    case 'DUPLICATE_KEY':
      return { what: 'this key stands here twice', remedy: 'keep one of the two' };
    case 'TAB_AS_INDENT':
      return { what: 'a tab is used to indent', remedy: 'indent with spaces' };
    case 'BAD_INDENT':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { what: 'the indentation does not fit the line above', remedy: 'align keys of one block exactly' };
    case 'MISSING_CHAR':
    case 'UNEXPECTED_TOKEN':
    case 'BAD_SCALAR_START':
    case 'BAD_DQ_ESCAPE':
      return { what: `this is not YAML: ${plain(message)}`, remedy: 'check brackets, quotes and colons on this line' };
    case 'BAD_COLLECTION_TYPE':
    case 'NON_STRING_KEY':
      return { what: 'this key is no word', remedy: 'write a plain word as the key' };
    default:
      return { what: `this is not YAML: ${plain(message)}`, remedy: 'check this line and the one above it' };
  }
}

/** The parser's message in one line, without the full stop that the sentence brings itself. */
function plain(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, 120).replace(/\.$/, '');
}
