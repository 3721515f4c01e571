import type { Button } from '../src/domain/inputs.ts';

/** Something that happens to the table at a time after START, ms. */
export type ScheduledEvent =
  | { readonly kind: 'fault'; readonly atMs: number; readonly fault: string }
  | { readonly kind: 'clear'; readonly atMs: number; readonly fault: string }
  | { readonly kind: 'release'; readonly atMs: number; readonly button: Button }
  /** Pressed until a release where `forMs` is null. */
  | { readonly kind: 'press'; readonly atMs: number; readonly button: Button; readonly forMs: number | null };

/** How long a press lasts where nothing else is said, ms. */
export const PRESS_MS = 200;

const RANKS: Readonly<Record<ScheduledEvent['kind'], number>> = { fault: 0, clear: 1, release: 2, press: 3 };

/** In order of time; at one instant faults come before releases before presses, and else as they were given. */
export function sortEvents(events: readonly ScheduledEvent[]): readonly ScheduledEvent[] {
  return [...events].sort((one, other) => one.atMs - other.atMs || RANKS[one.kind] - RANKS[other.kind]);
}
