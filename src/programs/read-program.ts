import type { z } from 'zod';
import { type FileProblem, orderProblems, type PathPart } from '../config/file-problem.ts';
import { parseYaml, type YamlResult, type YamlSource } from '../config/parse-yaml.ts';
import { problemAt, problemsOf } from '../config/problems-of.ts';
import { readYamlFile } from '../config/read-yaml-file.ts';
import { isRecord, withoutPaths, wrongPaths } from '../config/without-paths.ts';
import { expandSteps, type PlacedStep } from './expand-steps.ts';
import type { Program } from './program.ts';
import { programSchema } from './program-schema.ts';
import { stepProblems } from './step-problems.ts';

/** A program as its file says it, with the place of every step for those who complain about one. */
export interface WrittenProgram {
  readonly program: Program;
  /** Where the program comes from, as its file says. */
  readonly source: string | null;
  readonly steps: readonly PlacedStep[];
  readonly yaml: YamlSource;
}

export type ReadProgramResult =
  | { readonly ok: true; readonly written: WrittenProgram }
  | {
      readonly ok: false;
      readonly errors: readonly FileProblem[];
      /** The steps that are right all the same, for the checks of single steps; null where none can be told. */
      readonly readable: WrittenProgram | null;
    };

/** Reads a program file. Whether it can be safe is for `check-program.ts` to say. */
export function readProgramFile(file: string): ReadProgramResult {
  return readProgram(readYamlFile(file));
}

/** Reads a program from text; `file` is what problems call it. */
export function readProgramText(file: string, text: string): ReadProgramResult {
  return readProgram(parseYaml(file, text));
}

export function readProgram(read: YamlResult): ReadProgramResult {
  if (!read.ok) return { ...read, readable: null };
  const { source: yaml } = read;
  const parsed = programSchema.safeParse(yaml.value);
  const structural = stepProblems(yaml);
  if (!parsed.success) {
    const errors = orderProblems([...problemsOf(parsed.error, yaml), ...structural]);
    return { ok: false, errors, readable: readableRest(yaml, parsed.error) };
  }
  const written = write(parsed.data, yaml);
  if (structural.length > 0) return { ok: false, errors: structural, readable: written.ok ? written.written : null };
  return written;
}

type WrittenFile = z.infer<typeof programSchema>;

function write({ name, summary, source, rate, steps: writtenSteps }: WrittenFile, yaml: YamlSource): ReadProgramResult {
  const expanded = expandSteps(writtenSteps);
  if (!expanded.ok) {
    const { what, remedy } = expanded;
    return { ok: false, errors: [problemAt(yaml, ['steps'], { what, remedy })], readable: null };
  }
  const { steps } = expanded;
  const program = { name, summary, steps: steps.map(({ step }) => step), rampDegPerSec: rate ?? null };
  return { ok: true, written: { program, source: source ?? null, steps, yaml } };
}

function readableRest(yaml: YamlSource, error: z.ZodError): WrittenProgram | null {
  const rest = withoutPaths(yaml.value, wrongPaths(error).map(wholeForm));
  const parsed = isRecord(rest) ? programSchema.safeParse({ name: 'unnamed', ...rest }) : null;
  const written = parsed?.success ? write(parsed.data, yaml) : null;
  return written?.ok ? written.written : null;
}

/** With one of its parts missing nothing of an oscillation, a flight of stairs or a warm-up can be read. */
function wholeForm(path: readonly PathPart[]): readonly PathPart[] {
  const form = path.findIndex((part) => part === 'oscillate' || part === 'stairs' || part === 'warmUp');
  return form < 0 ? path : path.slice(0, form + 1);
}
