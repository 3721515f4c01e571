import type { z } from 'zod';
import { type FileProblem, type PathPart, pathText } from './file-problem.ts';
import { nearestNameRemedy } from './near-names.ts';
import type { YamlSource } from './parse-yaml.ts';

/** Turns what a schema of `fields.ts` complains of into problems with a place in the file. */
export function problemsOf(error: z.ZodError, source: YamlSource): readonly FileProblem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, [], source));
}

function issueProblems(issue: Issue, above: readonly PathPart[], source: YamlSource): readonly FileProblem[] {
  const path = [...above, ...issue.path.filter((part): part is PathPart => typeof part !== 'symbol')];
  const [what = '', remedy = 'compare it with the documentation'] = issue.message.split('\n');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.message.split('\n');
      return issue.keys.map((key) => unknownKey(source, [...path, key], known));
    }
    case 'invalid_union': {
      const meant = issue.message === UNTOLD ? meantForm(issue.errors) : [];
      if (meant.length > 0) return meant.flatMap((inner) => issueProblems(inner, path, source));
      return [problemAt(source, path, { what, remedy })];
    }
    default:
      return [problemAt(source, path, { what, remedy })];
  }
}

type Issue = z.core.$ZodIssue;

/** What the library says where a field of several forms says nothing of its own. */
const UNTOLD = 'Invalid input';

/** Of several forms of a field the one that was tried: something inside it is wrong, or its value and not its kind. */
function meantForm(forms: readonly (readonly Issue[])[]): readonly Issue[] {
  const isTried = (issues: readonly Issue[]) =>
    issues.some(({ code, path }) => path.length > 0 || code === 'custom' || code === 'unrecognized_keys');
  return forms.find(isTried) ?? forms[0] ?? [];
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
