import { RADIANS_PER_DEGREE } from '../src/domain/units.ts';

/** A worm of good quality has 10 arc minutes at its wheel, and the chain after it goes 4 to 1: so much at the axle. */
const WIDTH_DEG = 0.04;
const HALF_WIDTH_RAD = (WIDTH_DEG / 2) * RADIANS_PER_DEGREE;
/**
 * N m per rad/s. A tensioned chain in grease gives way slowly: 50 N m take up the play in a second. Two bodies that
 * fly freely and meet hard would jolt a rider with 10 to 90 deg/s2, which no table with a tensioner does.
 */
const DAMPING_NM_S = 70_000;
const MS_PER_S = 1000;

/** Of all friction, what bearings have on the table's side of the play. */
export const TABLE_FRICTION_SHARE = 0.2;

/**
 * The play between drive and table. Where the torque between them turns, the table travels to the other face of it, by
 * itself and whatever the drive does; then the two are one again. Far slower than a step, so that once a cycle is enough.
 */
export class Backlash {
  /** How far the drive is ahead of the table, toward upright, rad. */
  #aheadRad = 0;

  /** The table's own travel, rad, in `ms` in which the drive has put `pressingNm` on it. */
  travelRad(pressingNm: number, ms: number): number {
    const wanted = this.#aheadRad + (pressingNm / DAMPING_NM_S) * (ms / MS_PER_S);
    const reached = Math.max(-HALF_WIDTH_RAD, Math.min(HALF_WIDTH_RAD, wanted));
    const travel = this.#aheadRad - reached;
    this.#aheadRad = reached;
    return travel;
  }
}
