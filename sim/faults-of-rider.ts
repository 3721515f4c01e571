import type { PlantTable } from './plant-table.ts';
import type { PlantFault } from './simulated-fault.ts';

/** Stretching an arm overhead and arching moves a body's centre of mass by about so much, cm. */
const SHIFT_CM = 12;
/** Half out of the table: a sit-up by the ankles. */
const FAR_SHIFT_CM = 24;
const SHIFTS_CM: Readonly<Record<string, number>> = {
  'toward-head': SHIFT_CM,
  'toward-feet': -SHIFT_CM,
  far: FAR_SHIFT_CM,
};
const SHIFTS_EVERY_MS = 2000;
/** A little air between the table and what is in its way, deg: at rest nothing touches. */
const CLEARANCE_DEG = 0.2;

/** The rider's body, and what stands around the table. */
export const RIDER_FAULTS: readonly PlantFault[] = [
  {
    id: 'H-18',
    name: 'jam-inverting',
    variants: [],
    summary: 'something is in the way down from here; the way up is free',
    apply(table) {
      table.plant.defects.wallBelowDeg = table.plant.tiltDeg - CLEARANCE_DEG;
    },
    clear(table) {
      table.plant.defects.wallBelowDeg = Number.NEGATIVE_INFINITY;
    },
  },
  {
    id: 'H-19',
    name: 'obstruction-returning',
    variants: [],
    summary: 'something is in the way up from here; the way down is free',
    apply(table) {
      table.plant.defects.wallAboveDeg = table.plant.tiltDeg + CLEARANCE_DEG;
    },
    clear(table) {
      table.plant.defects.wallAboveDeg = Number.POSITIVE_INFINITY;
    },
  },
  {
    id: 'H-20',
    name: 'rider-shifts',
    variants: ['toward-head', 'toward-feet', 'far', 'repeated'],
    summary: 'the rider moves the centre of mass by 12 cm toward head or feet, 24 cm, or 12 cm to and fro every 2 s',
    apply(table, variant) {
      if (variant === 'repeated') shiftAgain(table, SHIFT_CM);
      else shift(table, SHIFTS_CM[variant] ?? SHIFT_CM);
    },
    clear(table) {
      table.timers.cancel('H-20');
      shift(table, 0);
    },
  },
];

/** By `byCm` from where the rider lay at first. */
function shift(table: PlantTable, byCm: number): void {
  table.plant.load.moveRider((table.plant.rider?.comCm ?? 0) + byCm);
  table.plant.disturb();
}

function shiftAgain(table: PlantTable, byCm: number): void {
  shift(table, byCm);
  table.timers.set('H-20', table.nowMs + SHIFTS_EVERY_MS, () => shiftAgain(table, -byCm));
}
