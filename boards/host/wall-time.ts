import { setTimeout } from 'node:timers/promises';

/** The wall's time as the journal writes it: UTC, ISO 8601. It may jump, and nothing is decided by it. */
export const wallTime = (): string => new Date().toISOString();

/** Resolves after so many milliseconds; keeps no process alive. */
export const pause = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false });
