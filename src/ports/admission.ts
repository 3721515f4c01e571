import type { Refusal } from '../domain/verdict.ts';

/** May this rider start this program now? */
export interface Admission {
  /** Nothing, or what speaks against it. */
  refusalsFor(program: { readonly name: string; readonly headDownMs: number }): readonly Refusal[];
}

/** The simulated rider, and any table without a person on it. */
export const ADMITS_ALL: Admission = { refusalsFor: () => [] };
