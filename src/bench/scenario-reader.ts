import { type FileProblem, orderProblems, type PathPart } from '../config/file-problem.ts';
import type { YamlSource } from '../config/parse-yaml.ts';
import { problemAt } from '../config/problems-of.ts';
import type { Unit } from '../config/quantities.ts';
import type { HazardId } from '../domain/faults.ts';
import type { BenchAbility } from '../ports/bench-table.ts';
import { touches } from './readable-rest.ts';
import type { Place } from './scenario.ts';
import type { Signal } from './signals.ts';

/** Collects what is wrong in a scenario file while it is read, each with its place, and what it asks of a target. */
export class ScenarioReader {
  readonly needs: Need[] = [];
  readonly #source: YamlSource;
  readonly #wrong: readonly (readonly PathPart[])[];
  readonly #problems: FileProblem[] = [];

  /** `wrong`: where something is missing that was refused already. */
  constructor(source: YamlSource, wrong: readonly (readonly PathPart[])[] = []) {
    this.#source = source;
    this.#wrong = wrong;
  }

  get problems(): readonly FileProblem[] {
    return orderProblems(this.#problems);
  }

  get hasComplaints(): boolean {
    return this.#problems.length > 0;
  }

  complain(path: readonly PathPart[], what: string, remedy: string): void {
    if (this.#wrong.some((wrong) => touches(path, wrong))) return;
    this.#problems.push(problemAt(this.#source, path, { what, remedy }));
  }

  /** What another reader has found below a key of the file. */
  addBelow(key: string, problems: readonly FileProblem[]): void {
    this.#problems.push(
      ...problems.map((problem) => ({ ...problem, path: problem.path === '' ? key : `${key}.${problem.path}` })),
    );
  }

  /** What is wrong in a file that this one names. */
  addFrom(problems: readonly FileProblem[]): void {
    this.#problems.push(...problems);
  }

  placeOf(path: readonly PathPart[]): Place {
    return this.#source.locate(path);
  }

  /** A value in a unit, or null where it is none. */
  valueIn(unit: Unit, written: string | number, path: readonly PathPart[]): number | null {
    const parsed = unit.parse(written);
    if (parsed.ok) return parsed.value;
    this.complain(path, parsed.what, parsed.remedy);
    return null;
  }

  uses(signal: Signal, path: readonly PathPart[]): void {
    this.needs.push({ kind: 'signal', signal, path });
  }

  injects(fault: string, path: readonly PathPart[]): void {
    this.needs.push({ kind: 'fault', fault, path });
  }

  asks(ability: BenchAbility, path: readonly PathPart[], what: string, instead: readonly HazardId[] = []): void {
    this.needs.push({ kind: 'ability', ability, path, what, instead });
  }
}

/** What a part of the file can be run on only where the target has it. */
export type Need = { readonly path: readonly PathPart[] } & (
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'fault'; readonly fault: string }
  | {
      readonly kind: 'ability';
      readonly ability: BenchAbility;
      readonly what: string;
      /** Faults that do the same to a table without it. */
      readonly instead: readonly HazardId[];
    }
);
