import type { Occupancy } from '../domain/occupancy.ts';

/** What `upright run` was told. */
export interface RunOptions {
  readonly board?: string;
  readonly port?: string;
  /** Every place that was named; none: the panel or stdio. */
  readonly console?: readonly string[];
  /** Every place that was named, as it was written. */
  readonly scpi?: readonly string[];
  readonly web?: string;
  readonly config?: string;
  readonly program: string;
  readonly occupancy?: Occupancy;
  readonly speed: number;
  readonly stateDir?: string;
}
