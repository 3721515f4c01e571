/** Where the table is and how it moves, as far as the sensors can tell. Made by `sensing/`, read by everything after. */

export type AngleSource = 'potentiometer' | 'accelerometer' | 'none';

/** Owned by the estimator and rewritten every tick. */
export interface TableEstimate {
  nowMs: number;
  /** The best angle; without any valid source, the last one known. */
  tiltDeg: number;
  rateDegPerSec: number;
  /** The source that `tiltDeg` follows now. */
  source: AngleSource;
  /** Both sources on their own, for the checks that compare them. */
  potTiltDeg: number;
  potInBand: boolean;
  potAgeMs: number;
  accelTiltDeg: number;
  accelPlausible: boolean;
  accelAgeMs: number;
  /** Slope of the best angle over the last 250 ms by least squares, for the check on rate. */
  fittedRateDegPerSec: number;
  headDown: boolean;
  currentAmps: number;
  inputs: number;
}
