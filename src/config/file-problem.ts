/** What is wrong in a file, where, and what to do about it: the one form in which every reader of files complains. */
export interface FileProblem {
  readonly file: string;
  /** 1-based; null where the problem is the file as a whole. */
  readonly line: number | null;
  readonly column: number | null;
  /** The field in the words of the file, `steps[2].hold`; empty where the problem is the file as a whole. */
  readonly path: string;
  readonly what: string;
  readonly remedy: string;
}

export type PathPart = string | number;

/** A hostile file could be wrong in as many places as it has bytes; this many are told. */
export const MOST_PROBLEMS = 50;

/** A problem with a file as a whole. */
export function fileProblem(file: string, what: string, remedy: string): FileProblem {
  return { file, line: null, column: null, path: '', what, remedy };
}

/** `my.yaml:4:11: steps[2].hold: -95° is below -60°. Write -60° or more.` */
export function formatProblem({ file, line, column, path, what, remedy }: FileProblem): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  const field = path === '' ? '' : `${path}: `;
  const stop = remedy.endsWith('?') ? '' : '.';
  const text = `${place}: ${field}${what}. ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}${stop}`;
  // What is quoted from a file must not steer the terminal.
  return text.replace(/\p{Cc}/gu, '\u{FFFD}');
}

/** Sorted by place and cut to `MOST_PROBLEMS`. */
export function orderProblems(problems: readonly FileProblem[]): readonly FileProblem[] {
  const placeOf = ({ line, column }: FileProblem) => (line ?? 0) * 1e6 + (column ?? 0);
  return [...problems].sort((one, other) => placeOf(one) - placeOf(other)).slice(0, MOST_PROBLEMS);
}

/** `['steps', 2, 'hold']` as `steps[2].hold`. */
export function pathText(path: readonly PathPart[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
