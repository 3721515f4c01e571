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
  /** Either source may be the right one: `tiltDeg` follows the accelerometer, and moves as the potentiometer does. */
  inDoubt: boolean;
  /** By how much `tiltDeg` was moved in this tick because its source changed; 0 in every other tick. */
  rebasedByDeg: number;
  /** Both sources on their own, for the checks that compare them. */
  potTiltDeg: number;
  /** Counts within 5 .. 95 % of span: neither open nor short. */
  potInBand: boolean;
  /** This sample leapt by over 1 deg from the one before and was not believed. */
  potJumped: boolean;
  accelTiltDeg: number;
  /** The accelerometer is wired, fresh, and reads about 1 g. */
  accelPlausible: boolean;
  /** Age of the latest frame, ms: everything in it is as old. */
  frameAgeMs: number;
  /** Slope of the best angle over the last 250 ms by least squares, for the check on rate. */
  fittedRateDegPerSec: number;
  headDown: boolean;
  currentAmps: number;
  supplyVolts: number;
  /** The board's own clock when it made the frame, ms. */
  boardClockMs: number;
  inputs: number;
  /** The upright limit is closed, and was while an angle said that the table was far from it: it says nothing. */
  limitRefuted: boolean;
  damagedFrames: number;
}
