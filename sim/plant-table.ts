import type { Plant } from './plant.ts';
import type { PlantSensors } from './plant-sensors.ts';
import type { TablePins } from './table-pins.ts';
import type { TableTimers } from './table-timers.ts';

/** What every table on the plant has, whatever board it is wired to: hands and most faults need no more. */
export interface PlantTable {
  readonly plant: Plant;
  readonly sensors: PlantSensors;
  readonly pins: TablePins;
  readonly timers: TableTimers;
  readonly nowMs: number;
  /** A contact has just moved: the board sees it at once. */
  pinsChanged(): void;
}
