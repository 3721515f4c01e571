/** The programs that surfaces may offer, as they were read and judged last. */
export interface ProgramCatalogue {
  list(): readonly ProgramSummary[];
  /** The exact timeline in lines of text; null where there is no such program. */
  show(name: string): string | null;
}

interface ProgramSummary {
  readonly name: string;
  readonly summary: string;
  readonly totalMs: number;
}
