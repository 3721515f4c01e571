import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import type { SessionResult } from '../../sim/session-result.ts';
import { type SessionSample, type SimulationOptions, simulateSession } from '../../sim/simulate-session.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import { invariant } from '../../src/domain/invariant.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { sessionPlanOf } from '../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import { judgeProgram } from '../../src/programs/judge-program.ts';
import { readProgramFile } from '../../src/programs/read-program.ts';
import type { Check } from '../../src/safety/check.ts';
import { allChecks } from '../../src/safety/checks.ts';

/** A session short enough to be run hundreds of times, in a file so that `upright simulate` can replay it. */
const FILE = 'test/cycle/short-session.yaml';
const UPRIGHT_WITHIN_DEG = 2;
const SAMPLE_MS = 50;

/** The real controller on the simulated table for one short session; times count from START, ms. */
export interface ShortSession {
  readonly events?: readonly ScheduledEvent[];
  readonly seed?: number;
  readonly settings?: Settings;
  /** Another session than the short one, which only a test can run again. */
  readonly plan?: SessionPlan;
  /** Checks that are left out, as `namesOfChecks` calls them. */
  readonly without?: readonly string[];
  readonly simulation?: Partial<SimulationOptions>;
}

export interface ShortResult extends SessionResult {
  /** The plant's, every 50 ms. */
  readonly trace: readonly SessionSample[];
  /** The command that runs the same session again. */
  readonly replay: string;
}

export const SHORT_PLAN: SessionPlan = shortPlan(DEFAULT_SETTINGS);

export function runShort({ events = [], seed = 1, settings = DEFAULT_SETTINGS, ...rest }: ShortSession): ShortResult {
  const trace: SessionSample[] = [];
  const result = simulateSession({
    settings,
    seed,
    events,
    sampleEveryMs: SAMPLE_MS,
    onSample: (sample) => trace.push(sample),
    createController: (hardware, probe) =>
      new TableController({
        hardware,
        settings,
        plan: rest.plan ?? (settings === DEFAULT_SETTINGS ? SHORT_PLAN : shortPlan(settings)),
        occupancy: 'person',
        admission: ADMITS_ALL,
        findPlan: (name) => ({ ok: false, because: `there is no ${name}` }),
        checks: checksWithout(rest.without ?? [], settings),
        disturb: () => probe.disturb?.(),
      }),
    ...rest.simulation,
  });
  return { ...result, trace, replay: replayOf(events, seed) };
}

/** A name for every check, in order: its id, and a number where it is not the first of that id. */
export function namesOfChecks(checks: readonly Check[]): readonly string[] {
  return checks.map(({ id }, index) => {
    const before = checks.slice(0, index).filter((check) => check.id === id).length;
    return before === 0 ? id : `${id} (${before + 1})`;
  });
}

export function checksWithout(left: readonly string[], settings: Settings): readonly Check[] {
  const checks = allChecks(settings);
  const names = namesOfChecks(checks);
  return checks.filter((_, index) => !left.includes(names[index] ?? ''));
}

/** From when on the table is upright and stays so, ms after START; infinite where it does not end upright. */
export function uprightFromMs({ trace, finalTiltDeg }: ShortResult, uprightDeg = 75): number {
  const leastDeg = uprightDeg - UPRIGHT_WITHIN_DEG;
  if (finalTiltDeg < leastDeg) return Number.POSITIVE_INFINITY;
  const lastAway = trace.findLast((sample) => sample.tiltDeg < leastDeg);
  return lastAway === undefined ? 0 : lastAway.tMs + SAMPLE_MS;
}

/** The plant at a time; the last sample after the end. */
export function sampleAt({ trace }: ShortResult, tMs: number): SessionSample {
  const sample = trace.find((each) => each.tMs >= tMs) ?? trace.at(-1);
  invariant(sample !== undefined, 'a session has at least one sample');
  return sample;
}

/** Fastest motion of the plant within a time, by its samples, deg/s. */
export function fastestBetween({ trace }: ShortResult, fromMs: number, toMs: number): number {
  const within = trace.filter((sample) => sample.tMs >= fromMs && sample.tMs <= toMs);
  return Math.max(0, ...within.map((sample) => Math.abs(sample.rateDegPerSec)));
}

export function shortPlan(settings: Settings): SessionPlan {
  const read = readProgramFile(FILE);
  const judged = judgeProgram(read, settings);
  invariant(judged.ok, 'the short session passes its check');
  return sessionPlanOf(judged, settings);
}

function replayOf(events: readonly ScheduledEvent[], seed: number): string {
  const options = events.map((event) => {
    switch (event.kind) {
      case 'press':
        return `--press ${event.button}@${event.atMs}ms${event.forMs === null ? '' : `..${event.atMs + event.forMs}ms`}`;
      case 'release':
        return `--release ${event.button}@${event.atMs}ms`;
      case 'fault':
        return `--fault ${event.fault}@${event.atMs}ms`;
      case 'clear':
        return `(then clear ${event.fault}@${event.atMs}ms)`;
      default:
        return event satisfies never;
    }
  });
  return ['upright simulate', FILE, `--seed ${seed}`, ...options].join(' ');
}

/** How long an emergency return takes at its set rates from a tilt, by arithmetic alone, ms. */
export function emergencyWayMs(tiltDeg: number): number {
  const belowDeg = Math.max(0, -tiltDeg);
  const aboveDeg = 75 - Math.max(0, tiltDeg);
  return (belowDeg / 5 + aboveDeg / 3) * 1000;
}

/** Seeded moments within spans of the session, ms. */
export function momentsWithin(
  spans: readonly (readonly [number, number])[],
  count: number,
  seed: number,
): readonly number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const [fromMs, toMs] = spans[index % spans.length] ?? [0, 0];
    return Math.round(random.between(fromMs, toMs));
  });
}
