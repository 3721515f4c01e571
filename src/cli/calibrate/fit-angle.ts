/** The table stood at this angle, and the potentiometer read so much. */
export interface AnglePoint {
  readonly tiltDeg: number;
  readonly counts: number;
}

export interface AngleFit {
  readonly countsAtHorizontal: number;
  readonly degPerCount: number;
  /** The largest distance of a point from the line, deg. */
  readonly residualDeg: number;
}

/** A calibration is refused above this; docs/hazards.md, 'Numbers'. */
export const MOST_RESIDUAL_DEG = 0.2;
export const LEAST_POINTS = 3;
export const LEAST_SPAN_DEG = 45;

/** The line that fits the points best, or why there is none. */
export function fitAngle(points: readonly AnglePoint[]): AngleFit | string {
  if (points.length < LEAST_POINTS) return `${points.length} points are too few: measure at least ${LEAST_POINTS}`;
  const angles = points.map(({ tiltDeg }) => tiltDeg);
  const spanDeg = Math.max(...angles) - Math.min(...angles);
  if (spanDeg < LEAST_SPAN_DEG)
    return `the points span ${spanDeg.toFixed(0)}°: let them span ${LEAST_SPAN_DEG}° at least`;
  const meanDeg = mean(angles);
  const meanCounts = mean(points.map(({ counts }) => counts));
  const squares = points.reduce((sum, { counts }) => sum + (counts - meanCounts) ** 2, 0);
  const products = points.reduce((sum, { tiltDeg, counts }) => sum + (counts - meanCounts) * (tiltDeg - meanDeg), 0);
  if (squares < 1) return 'the potentiometer did not turn: check its coupling, then upright doctor tilt-pot';
  const degPerCount = products / squares;
  const countsAtHorizontal = meanCounts - meanDeg / degPerCount;
  const distances = points.map(({ tiltDeg, counts }) =>
    Math.abs((counts - countsAtHorizontal) * degPerCount - tiltDeg),
  );
  return { countsAtHorizontal, degPerCount, residualDeg: Math.max(...distances) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
