/** How fast, how hard and how smoothly the table may move. Up (toward upright) is positive. */
export interface MotionLimits {
  /** Highest rate upward, deg/s, above 0. */
  readonly maxRate: number;
  /** Highest rate downward, deg/s, below 0. */
  readonly minRate: number;
  /** Highest acceleration upward, deg/s², above 0. */
  readonly maxAccel: number;
  /** Highest acceleration downward, deg/s², below 0. */
  readonly minAccel: number;
  /** Highest change of acceleration either way, deg/s³, above 0. */
  readonly maxJerk: number;
}

/** @throws RangeError if a limit is not a finite number of the sign that its name promises. */
export const assertMotionLimits = (limits: MotionLimits): void => {
  assertSigned('maxRate', limits.maxRate, 1);
  assertSigned('minRate', limits.minRate, -1);
  assertSigned('maxAccel', limits.maxAccel, 1);
  assertSigned('minAccel', limits.minAccel, -1);
  assertSigned('maxJerk', limits.maxJerk, 1);
};

/** The stricter of two sets, limit by limit. */
export const strictestOf = (one: MotionLimits, other: MotionLimits): MotionLimits => ({
  maxRate: Math.min(one.maxRate, other.maxRate),
  minRate: Math.max(one.minRate, other.minRate),
  maxAccel: Math.min(one.maxAccel, other.maxAccel),
  minAccel: Math.max(one.minAccel, other.minAccel),
  maxJerk: Math.min(one.maxJerk, other.maxJerk),
});

const assertSigned = (name: string, value: number, sign: 1 | -1): void => {
  if (Number.isFinite(value) && value * sign > 0) return;
  throw new RangeError(`motion limit ${name} must be a finite number ${sign > 0 ? 'above' : 'below'} 0, not ${value}`);
};
