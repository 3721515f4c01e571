import type { SimulatedFault } from './simulated-fault.ts';

/** Stretching an arm overhead and arching moves a body's centre of mass by about so much, cm. */
const SHIFT_CM = 12;
/** A little air between the table and what is in its way, deg: at rest nothing touches. */
const CLEARANCE_DEG = 0.2;

/** The rider's body, and what stands around the table. */
export const RIDER_FAULTS: readonly SimulatedFault[] = [
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
    variants: ['toward-head', 'toward-feet'],
    summary: 'the rider moves the centre of mass by 12 cm',
    apply(table, variant) {
      const restingCm = table.plant.rider?.comCm ?? 0;
      table.plant.setRiderCom(restingCm + (variant === 'toward-feet' ? -SHIFT_CM : SHIFT_CM));
      table.plant.disturb();
    },
    clear(table) {
      table.plant.setRiderCom(table.plant.rider?.comCm ?? 0);
      table.plant.disturb();
    },
  },
];
