import { type FileProblem, orderProblems, type PathPart } from '../config/file-problem.ts';
import { problemAt } from '../config/problems-of.ts';
import type { Settings } from '../config/settings.ts';
import { checkProgram, checkSteps, type ProgramProblem } from './check-program.ts';
import type { Program } from './program.ts';
import type { ReadProgramResult, WrittenProgram } from './read-program.ts';
import type { Timeline } from './timeline.ts';
import { withEnding } from './with-ending.ts';

/** What became of a program that somebody asked for. */
export type FoundProgram =
  | {
      readonly ok: true;
      /** With its ending. */
      readonly program: Program;
      readonly timeline: Timeline;
      /** Where it comes from, as its file says. */
      readonly source: string | null;
    }
  | { readonly ok: false; readonly errors: readonly FileProblem[] };

/** Checks a program that was read, and gives every problem its place in the file. */
export function judgeProgram(read: ReadProgramResult, settings: Settings): FoundProgram {
  if (!read.ok) return { ok: false, errors: orderProblems([...read.errors, ...stepErrors(read.readable, settings)]) };
  const { written } = read;
  const check = checkProgram(written.program, settings);
  if (!check.ok) return { ok: false, errors: orderProblems(placeProblems(check.problems, written)) };
  const { timeline } = check;
  return { ok: true, program: withEnding(written.program), timeline, source: written.source };
}

/** What the right parts of a wrong file have against them. */
function stepErrors(readable: WrittenProgram | null, settings: Settings): readonly FileProblem[] {
  return readable === null ? [] : placeProblems(checkSteps(readable.program.steps, settings), readable);
}

function placeProblems(problems: readonly ProgramProblem[], written: WrittenProgram): readonly FileProblem[] {
  const placed = problems.flatMap((problem) => {
    const { what, remedy } = problem;
    const path = pathOf(problem, written);
    return path === null ? [] : [problemAt(written.yaml, path, { what, remedy })];
  });
  // The rounds of a repeat share their place, and with it their problem.
  const keyOf = ({ path, what }: FileProblem) => `${path} ${what}`;
  return [...new Map(placed.map((problem) => [keyOf(problem), problem])).values()];
}

/** Null for a tilt that was worked out between written ones: one of those is then wrong as well, and is told. */
function pathOf({ step, field }: ProgramProblem, { steps }: WrittenProgram): readonly PathPart[] | null {
  const placed = step === null ? undefined : steps[step];
  if (placed === undefined) return [field === 'rate' ? 'rate' : 'steps'];
  if (field !== 'tilt') return [...placed.path, 'for'];
  return placed.tiltPath === null ? null : [...placed.path, ...placed.tiltPath];
}
