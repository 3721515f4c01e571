import type { ZodError } from 'zod';
import type { PathPart } from './file-problem.ts';

/** What is left of a file once its mistakes are taken out, so that the rest of it can be judged in the same reading. */

type Path = readonly PathPart[];

/** Where a schema found something wrong, every unknown key on its own. */
export function wrongPaths({ issues }: ZodError): readonly Path[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  });
}

/** A copy without the values at the paths. An entry of a list leaves an empty one, so that the others keep their place. */
export function withoutPaths(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  const inside = (key: PathPart) => paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
  const isRemoved = (key: PathPart) => paths.some(([first, ...rest]) => first === key && rest.length === 0);
  if (Array.isArray(value)) {
    return value.map((part: unknown, index) => (isRemoved(index) ? {} : withoutPaths(part, inside(index))));
  }
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !isRemoved(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutPaths(part, inside(key))]));
}

/** Keys and values, as YAML's mappings are read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
