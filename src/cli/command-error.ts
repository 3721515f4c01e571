import { type FileProblem, formatProblem } from '../config/file-problem.ts';

/** How a command ends when it cannot do what was asked: told once, by main, and never with a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  /** A stable word for scripts: `CONFIG`, `PROGRAM`, `USAGE`. */
  readonly code: string;
  /** The option, field or file at fault; null where there is none. */
  readonly path: string | null;
  /** More lines to print below the message. */
  readonly details: readonly string[];

  constructor(exitCode: number, code: string, message: string, path?: string | null, details: readonly string[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.path = path ?? null;
    this.details = details;
  }
}

/** Something failed that nobody foresaw, or a bound was broken. */
export const EXIT_FAILED = 1;

/** Bad usage, file, configuration or a refused program. */
export const EXIT_REFUSED = 2;

/** Hardware not found or refused. */
export const EXIT_HARDWARE = 4;

/** The value of an option is none: what is wrong with it, and what would be right. */
export function valueError(option: string, what: string, remedy: string): CommandError {
  return new CommandError(EXIT_REFUSED, 'USAGE', `${option}: ${what}`, option, [remedy]);
}

/** The problems of a file as one error: a single one is the message itself, several stand below a heading. */
export function errorOfProblems(code: string, problems: readonly FileProblem[]): CommandError {
  const lines = problems.map(formatProblem);
  const [first] = problems;
  const path = first === undefined ? null : first.path || first.file;
  if (lines.length === 1) return new CommandError(EXIT_REFUSED, code, lines[0] ?? '', path);
  return new CommandError(EXIT_REFUSED, code, `${first?.file ?? 'the file'} has ${lines.length} problems`, path, lines);
}
