import { RADIANS_PER_DEGREE } from '../../domain/units.ts';
import { BrailleCanvas, type Ink, type Point } from './braille-canvas.ts';

/** The table from the side: floor, frame, bed and rider. The head is to the right when the bed is level. */

export interface PictureSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where things are, in dots from the top left; told apart from the drawing so that it can be reasoned about. */
export interface TablePose {
  readonly pivot: Point;
  readonly bedFeet: Point;
  readonly bedHead: Point;
  readonly feet: Point;
  readonly hip: Point;
  readonly shoulder: Point;
  readonly head: Point;
  readonly hand: Point;
  readonly floorY: number;
  readonly scale: number;
}

/** Measures of table and rider along and out of the bed, as shares of the bed's half. */
const RIDER = {
  feet: -0.94,
  hip: 0.04,
  shoulder: 0.6,
  hand: 0.12,
  head: 0.84,
  out: 0.16,
  handOut: 0.32,
  headOut: 0.19,
};
const FLOOR_ROW_DOTS = 2;

export function poseTable(tiltDeg: number, { columns, rows }: PictureSize): TablePose {
  const high = rows * 4;
  const scale = Math.max(Math.min((high - FLOOR_ROW_DOTS - 5) / 2.1, columns - 5), 4);
  const floorY = high - FLOOR_ROW_DOTS;
  const pivot = { x: columns, y: floorY - scale * 1.06 };
  const along = { x: Math.cos(tiltDeg * RADIANS_PER_DEGREE), y: -Math.sin(tiltDeg * RADIANS_PER_DEGREE) };
  const at = (share: number, out: number): Point => ({
    x: pivot.x + scale * (along.x * share + along.y * out),
    y: pivot.y + scale * (along.y * share - along.x * out),
  });
  return {
    pivot,
    bedFeet: at(-1, 0),
    bedHead: at(1, 0),
    feet: at(RIDER.feet, RIDER.out),
    hip: at(RIDER.hip, RIDER.out),
    shoulder: at(RIDER.shoulder, RIDER.out),
    hand: at(RIDER.hand, RIDER.handOut),
    head: at(RIDER.head, RIDER.headOut),
    floorY,
    scale,
  };
}

export interface TableScene {
  readonly tiltDeg: number;
  readonly size: PictureSize;
  /** An empty table has no rider, and one with a load a block in the rider's place. */
  readonly occupancy: 'person' | 'load' | 'none';
  readonly paint: (text: string, ink: Ink) => string;
}

export function drawTable({ tiltDeg, size, occupancy, paint }: TableScene): string[] {
  const canvas = new BrailleCanvas(size);
  const pose = poseTable(tiltDeg, size);
  drawFrame(canvas, pose);
  drawBed(canvas, pose);
  if (occupancy === 'person') drawRider(canvas, pose);
  if (occupancy === 'load') drawLoad(canvas, pose);
  return canvas.render(paint);
}

function drawFrame(canvas: BrailleCanvas, { pivot, floorY, scale }: TablePose): void {
  for (const side of [-1, 1]) {
    const foot = { x: pivot.x + side * scale * 0.42, y: floorY };
    canvas.line({ from: pivot, to: foot, ink: 'frame' });
  }
  for (let x = 0; x < canvas.columns * 2; x += 2) canvas.dot({ x, y: floorY + 1 }, 'faint');
  canvas.disc(pivot, 1.6, 'frame');
}

/** The bed with its footrest, which stands out of it as the rider does. */
function drawBed(canvas: BrailleCanvas, { bedFeet, bedHead, feet }: TablePose): void {
  canvas.line({ from: bedFeet, to: bedHead, ink: 'bed' });
  canvas.line({ from: bedFeet, to: feet, ink: 'bed' });
}

function drawRider(canvas: BrailleCanvas, { feet, hip, shoulder, hand, head, scale }: TablePose): void {
  canvas.line({ from: feet, to: hip, ink: 'rider' });
  thickLine(canvas, hip, shoulder);
  canvas.line({ from: shoulder, to: hand, ink: 'rider' });
  canvas.disc(head, Math.max(scale * 0.105, 1.5), 'rider');
}

function drawLoad(canvas: BrailleCanvas, { feet, hip, shoulder }: TablePose): void {
  thickLine(canvas, feet, hip);
  thickLine(canvas, hip, shoulder);
}

function thickLine(canvas: BrailleCanvas, from: Point, to: Point): void {
  for (const [x, y] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    canvas.line({ from: { x: from.x + x, y: from.y + y }, to: { x: to.x + x, y: to.y + y }, ink: 'rider' });
  }
}
