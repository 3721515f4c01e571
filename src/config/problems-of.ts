import type { z } from 'zod';
import { type FileProblem, type PathPart, pathText } from './file-problem.ts';
import { nearestNameRemedy } from './near-names.ts';
import type { YamlSource } from './parse-yaml.ts';

/** Turns what a schema of `fields.ts` complains of into problems with a place in the file. */
export function problemsOf(error: z.ZodError, source: YamlSource): readonly FileProblem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.filter((part): part is PathPart => typeof part !== 'symbol');
    const [what = '', remedy = 'compare it with the documentation'] = issue.message.split('\n');
    if (issue.code !== 'unrecognized_keys') return [problemAt(source, path, { what, remedy })];
    const known = issue.message.split('\n');
    return issue.keys.map((key) => unknownKey(source, [...path, key], known));
  });
}

/** A problem with the value at a path. */
export function problemAt(
  source: YamlSource,
  path: readonly PathPart[],
  explanation: Pick<FileProblem, 'what' | 'remedy'>,
): FileProblem {
  return { file: source.file, ...source.locate(path), path: pathText(path), ...explanation };
}

function unknownKey(source: YamlSource, path: readonly PathPart[], known: readonly string[]): FileProblem {
  const key = String(path.at(-1)).slice(0, 40);
  const parent = path.slice(0, -1);
  const place = source.locate(path, 'key');
  const remedy = nearestNameRemedy(key, known);
  return { file: source.file, ...place, path: pathText([...parent, key]), what: `unknown key '${key}'`, remedy };
}
