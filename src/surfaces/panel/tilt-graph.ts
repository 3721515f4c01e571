import sparkly from 'sparkly';
import { BrailleCanvas, type Ink } from './braille-canvas.ts';
import { MAX_SAMPLES } from './tilt-history.ts';

/** The last minutes' angle: a line of dots where there is room, else a sparkline. */

export interface TiltGraph {
  /** Oldest first, a second apart. */
  readonly tilts: readonly number[];
  readonly columns: number;
  readonly rows: number;
  readonly paint: (text: string, ink: Ink) => string;
}

const HIGH_DEG = 90;
const LOW_DEG = -90;

/** Drawn from the right edge, which is now, with a dotted line at horizontal. */
export function drawTiltGraph({ tilts, columns, rows, paint }: TiltGraph): string[] {
  const canvas = new BrailleCanvas({ columns, rows });
  const last = rows * 4 - 1;
  const yOf = (tiltDeg: number) => ((HIGH_DEG - tiltDeg) / (HIGH_DEG - LOW_DEG)) * last;
  for (let x = 0; x < columns * 2; x += 4) canvas.dot({ x, y: Math.round(yOf(0)) }, 'faint');
  const shown = spread(tilts, columns * 2);
  shown.forEach((tilt, x) => {
    const before = shown[x - 1];
    if (tilt === null) return;
    canvas.line({ from: { x: x - 1, y: yOf(before ?? tilt) }, to: { x, y: yOf(tilt) }, ink: 'rider' });
  });
  return canvas.render(paint);
}

export function sparkTilts(tilts: readonly number[], columns: number): string {
  return sparkly(
    spread(tilts, columns).map((tilt) => tilt ?? ''),
    { minimum: LOW_DEG, maximum: HIGH_DEG },
  );
}

/** Fits the whole history into `count` places, with nulls where there is none yet. */
function spread(tilts: readonly number[], count: number): (number | null)[] {
  const perPlace = MAX_SAMPLES / count;
  return Array.from({ length: count }, (_, place) => {
    const age = (count - 1 - place) * perPlace;
    return tilts[tilts.length - 1 - Math.round(age)] ?? null;
  });
}
