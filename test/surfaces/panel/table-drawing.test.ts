import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawTable, poseTable } from '../../../src/surfaces/panel/table-drawing.ts';

const SIZE = { columns: 42, rows: 15 };
const plain = (text: string) => text;

/** Rows and columns that hold the mean of what is drawn in the rider's ink. */
function riderRows(tiltDeg: number): string[] {
  return drawTable({ tiltDeg, size: SIZE, occupancy: 'person', paint: (text, ink) => (ink === 'rider' ? '#' : text) });
}

describe('picture of the table', () => {
  it('has the head above the feet upright, level with them at horizontal, and below them head-down', () => {
    const upright = poseTable(75, SIZE);
    expect(upright.head.y).toBeLessThan(upright.feet.y - 20);
    const level = poseTable(0, SIZE);
    expect(Math.abs(level.head.y - level.feet.y)).toBeLessThan(3);
    expect(level.head.x).toBeGreaterThan(level.feet.x);
    const inverted = poseTable(-60, SIZE);
    expect(inverted.head.y).toBeGreaterThan(inverted.feet.y + 20);
  });

  it('lays the rider on the bed, not under it', () => {
    const { hip, pivot } = poseTable(0, SIZE);
    expect(hip.y).toBeLessThan(pivot.y);
  });

  it('shows the rider high in the picture upright and to both sides of the pivot at horizontal', () => {
    expect(riderRows(75).findIndex((row) => row.includes('##'))).toBeLessThan(4);
    const level = riderRows(0).filter((row) => row.includes('##'));
    expect(level.length).toBeLessThan(5);
    expect(level.join('').length).toBeGreaterThan(0);
  });

  it('keeps the whole table above the floor and inside of the picture at any tilt and size', () => {
    const sizes = fc.record({ columns: fc.integer({ min: 20, max: 120 }), rows: fc.integer({ min: 7, max: 60 }) });
    fc.assert(
      fc.property(sizes, fc.double({ min: -90, max: 90, noNaN: true }), (size, tiltDeg) => {
        const pose = poseTable(tiltDeg, size);
        for (const point of [pose.bedFeet, pose.bedHead, pose.head, pose.feet]) {
          expect(point.y).toBeLessThanOrEqual(pose.floorY);
          expect(point.y).toBeGreaterThanOrEqual(-1);
          expect(point.x).toBeGreaterThanOrEqual(0);
          expect(point.x).toBeLessThan(size.columns * 2);
        }
        const rows = drawTable({ tiltDeg, size, occupancy: 'person', paint: plain });
        expect(rows).toHaveLength(size.rows);
        for (const row of rows) expect(row).toHaveLength(size.columns);
      }),
    );
  });

  it('draws nobody on an empty table', () => {
    const rows = drawTable({
      tiltDeg: 0,
      size: SIZE,
      occupancy: 'none',
      paint: (text, ink) => (ink === 'rider' ? '#' : text),
    });
    expect(rows.join('')).not.toContain('#');
  });
});
