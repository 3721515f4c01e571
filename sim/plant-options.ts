import type { TableSettings } from '../src/config/settings.ts';
import type { RiderBody, Variation } from './plant-parameters.ts';

export interface PlantOptions {
  readonly table?: TableSettings;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  readonly startTiltDeg?: number;
}
