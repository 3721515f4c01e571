import { type AnglePoint, LEAST_POINTS, LEAST_SPAN_DEG } from './fit-angle.ts';

/** An AS5600 gives 4096 readings a turn, and its magnet sits on the table's axle: only where it begins, and which way it goes, is open. */
const STEPS_A_TURN = 4096;
const DEG_PER_STEP = 360 / STEPS_A_TURN;

export interface MagnetFit {
  /** Reading at horizontal, 0..4095. */
  readonly atHorizontal: number;
  /** The reading grows as the table rises. */
  readonly rises: boolean;
  /** The largest distance of a point from the line, deg. */
  readonly residualDeg: number;
}

/** How the magnet is glued on, or why it cannot be said. Counts are raw readings; the first point is where they are unrolled from. */
export function fitMagnet(points: readonly AnglePoint[]): MagnetFit | string {
  const [first] = points;
  if (first === undefined || points.length < LEAST_POINTS)
    return `${points.length} angles measured, and ${LEAST_POINTS} are the least`;
  const tilts = points.map(({ tiltDeg }) => tiltDeg);
  if (Math.max(...tilts) - Math.min(...tilts) < LEAST_SPAN_DEG)
    return `the angles lie within ${LEAST_SPAN_DEG}°: take some further apart`;
  const fits = [true, false].map((rises) => fitOf(points, first, rises));
  const [best] = fits.sort((one, other) => one.residualDeg - other.residualDeg);
  return best ?? 'no angle was measured';
}

function fitOf(points: readonly AnglePoint[], first: AnglePoint, rises: boolean): MagnetFit {
  const sign = rises ? 1 : -1;
  const zeroBy = ({ tiltDeg, counts }: AnglePoint) => counts - (sign * tiltDeg) / DEG_PER_STEP;
  const from = zeroBy(first);
  const offsets = points.map((point) => nearest(zeroBy(point) - from));
  const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
  const residualDeg = Math.max(...offsets.map((offset) => Math.abs(offset - mean))) * DEG_PER_STEP;
  return { atHorizontal: turned(from + mean), rises, residualDeg };
}

/** The same place on the circle, within half a turn of 0. */
function nearest(steps: number): number {
  return turned(steps + STEPS_A_TURN / 2) - STEPS_A_TURN / 2;
}

function turned(steps: number): number {
  return ((steps % STEPS_A_TURN) + STEPS_A_TURN) % STEPS_A_TURN;
}
