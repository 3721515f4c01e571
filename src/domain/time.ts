/** The cycle's period, ms: 100 Hz. Filters and counters of the core are laid out for it. */
export const CYCLE_MS = 10;
export const CYCLE_S = CYCLE_MS / 1000;
