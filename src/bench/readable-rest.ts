import type { z } from 'zod';
import type { PathPart } from '../config/file-problem.ts';
import { isRecord, withoutPaths, wrongPaths } from '../config/without-paths.ts';
import { scenarioSchema, type WrittenScenario } from './scenario-schema.ts';

type Path = readonly PathPart[];

/** Stands where a field has to be, so that what is around it can be read. Nothing is ever run with it. */
const STAND_INS: Readonly<Record<string, unknown>> = { name: 'unnamed', steps: [], seed: 1, times: 1 };

export interface ReadableRest {
  readonly written: WrittenScenario;
  /** What was taken out. */
  readonly wrong: readonly Path[];
}

/** What is left of a scenario without what its schema refuses, for the checks that the schema cannot make; null where nothing is. */
export function readableRest(value: unknown, error: z.ZodError): ReadableRest | null {
  const wrong = wrongPaths(error);
  const rest = wrong.reduce(withStandIn, withoutPaths(value, wrong));
  const parsed = scenarioSchema.safeParse(rest);
  return parsed.success ? { written: parsed.data, wrong } : null;
}

/** Around it or inside it: what is complained of there may only follow from what was taken out. */
export function touches(path: Path, wrong: Path): boolean {
  return path.slice(0, wrong.length).every((part, index) => part === wrong[index]);
}

function withStandIn(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((part: unknown, index) => (index === first ? withStandIn(part, rest) : part));
  }
  if (!isRecord(value)) return value;
  if (rest.length > 0) return { ...value, [first]: withStandIn(value[first], rest) };
  const standIn = STAND_INS[first];
  return standIn === undefined ? value : { ...value, [first]: standIn };
}
