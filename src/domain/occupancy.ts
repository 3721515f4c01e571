/** Who or what is on the table. A `person` is the default on hardware. */
export const OCCUPANCIES = ['person', 'load', 'none'] as const;
export type Occupancy = (typeof OCCUPANCIES)[number];
