import type { Occupancy } from '../../domain/occupancy.ts';
import type { TableView } from '../../domain/view.ts';
import { DEPTH_WITHIN_DEG, FIRST_DEPTH_DEG, type Stage } from './stages.ts';

/** Watches sessions without a person, and says which stages one of them has passed once the table is upright again. */
export class SessionWatch {
  readonly #invertedDeg: number;
  #deepestDeg = Number.POSITIVE_INFINITY;
  #occupancy: Occupancy | null = null;

  constructor(invertedDeg: number) {
    this.#invertedDeg = invertedDeg;
  }

  observe(view: TableView): readonly Stage[] {
    if (view.session !== null) {
      this.#occupancy ??= view.occupancy;
      this.#deepestDeg = Math.min(this.#deepestDeg, view.tiltDeg);
      return [];
    }
    const occupancy = this.#occupancy;
    const deepestDeg = this.#deepestDeg;
    if (occupancy === null || (view.state !== 'ready' && view.state !== 'locked')) return [];
    this.#occupancy = null;
    this.#deepestDeg = Number.POSITIVE_INFINITY;
    if (occupancy === 'person' || !endedWell(view)) return [];
    const reached = (depthDeg: number) => deepestDeg <= depthDeg + DEPTH_WITHIN_DEG;
    return [
      ...(reached(FIRST_DEPTH_DEG) ? [`${occupancy}-20` as const] : []),
      ...(reached(this.#invertedDeg) ? [`${occupancy}-limit` as const] : []),
    ];
  }
}

/** By its end, or by a hand on RETURN, and nothing was wrong meanwhile. */
function endedWell({ lastSession, faults }: TableView): boolean {
  if (lastSession === null || faults.length > 0) return false;
  const { outcome, cause } = lastSession;
  return outcome === 'completed' || (outcome === 'returned' && (cause === 'RETURN' || cause === 'CONSOLE'));
}
