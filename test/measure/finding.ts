/** One line of the table: a figure, what it should be, and what else was measured in the same run. */
export interface Finding {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** How the trials lay about the figure, and how many there were. */
  readonly spread: string;
  readonly target: Target;
  readonly peers: readonly Peer[];
}

export interface Target {
  readonly sense: 'at least' | 'under';
  readonly limit: number;
}

/** A figure to hold the first one against, in a unit of its own. */
export interface Peer {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** From the design or a publication; not measured here. */
  readonly quoted?: boolean;
}

/** A part of the measurement that can be run alone by its name. */
export interface Row {
  readonly name: string;
  measure(progress: Progress): Promise<readonly Finding[]> | readonly Finding[];
}

/** Says on stderr what is being measured now. */
export type Progress = (text: string) => void;

export function isReached({ value, target }: Finding): boolean {
  return target.sense === 'at least' ? value >= target.limit : value < target.limit;
}
