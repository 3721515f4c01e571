import { RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import type { PlantDefects } from './plant-defects.ts';
import { HARD_STOP, OBSTACLE, type TableEnds } from './plant-parameters.ts';

type Surface = { readonly stiffnessNmPerRad: number; readonly dampingNmS: number };

/** What ends the table's way, up and down: its stops, or something before them. */
export class Walls {
  aboveRad = 0;
  belowRad = 0;
  above: Surface = HARD_STOP;
  below: Surface = HARD_STOP;
  readonly #ends: TableEnds;

  constructor(ends: TableEnds) {
    this.#ends = ends;
  }

  look({ wallAboveDeg, wallBelowDeg }: PlantDefects): void {
    const { uprightStopDeg, invertedStopDeg } = this.#ends;
    this.above = wallAboveDeg < uprightStopDeg ? OBSTACLE : HARD_STOP;
    this.below = wallBelowDeg > invertedStopDeg ? OBSTACLE : HARD_STOP;
    this.aboveRad = Math.min(wallAboveDeg, uprightStopDeg) * RADIANS_PER_DEGREE;
    this.belowRad = Math.max(wallBelowDeg, invertedStopDeg) * RADIANS_PER_DEGREE;
  }
}
