/**
 * The machine's deadlines are values in its context, on the cycle's clock. There is no timer to lose: every tick
 * compares the earliest of them with the time.
 */
export const DEADLINES = [
  'session-cap',
  'head-down-cap',
  'pause-cap',
  'ramp-late',
  'alive-answer',
  'alive-prompt',
  'phase-ends',
  'arm-lapses',
  'arming-ends',
  'jog-lapses',
  'back-off-ends',
  'retreat-begins',
  'retreat-ends',
] as const;
export type DeadlineName = (typeof DEADLINES)[number];

/** Absolute times, ms; a name that is missing is off. */
export type Deadlines = Readonly<Partial<Record<DeadlineName, number>>>;

export function earliestDeadlineMs(deadlines: Deadlines): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const name of DEADLINES) earliest = Math.min(earliest, deadlines[name] ?? Number.POSITIVE_INFINITY);
  return earliest;
}

/** The first deadline in order of weight that has passed, or null: at one instant a cap comes before a phase's end. */
export function passedDeadline(deadlines: Deadlines, nowMs: number): DeadlineName | null {
  for (const name of DEADLINES) {
    if ((deadlines[name] ?? Number.POSITIVE_INFINITY) <= nowMs) return name;
  }
  return null;
}

/** Sets some deadlines and takes others off. */
export function withDeadlines(deadlines: Deadlines, changes: Partial<Record<DeadlineName, number | null>>): Deadlines {
  const next: Partial<Record<DeadlineName, number>> = {};
  for (const name of DEADLINES) {
    const change = changes[name];
    const value = change === undefined ? deadlines[name] : change;
    if (value !== undefined && value !== null) next[name] = value;
  }
  return next;
}
