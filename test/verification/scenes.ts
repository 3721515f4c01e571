import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { TableState } from '../../src/domain/states.ts';
import { runShort, type ShortResult } from '../cycle/short-session.ts';

/**
 * Every state of the machine in which a rider lies on the table, each reached by hands alone. At what moments the table
 * is in the state is read off a run without a fault; up to the moment of its fault, a run of the same seed is that run.
 */
export const SCENES = [
  'arming',
  'ramp-down',
  'hold',
  'rest',
  'ramp-up',
  'paused',
  'jogging-up',
  'jogging-down',
  'returning-planned',
  'returning-emergency',
  'backing-off',
  'laid-flat',
  'stopped',
] as const;

/** States that a fault or a stop leads to: hands meet them too, but a fault in them is already the second. */
const LATER_SCENES = ['returning-blind', 'held-up'] as const;
export const HAND_SCENES = [...SCENES, ...LATER_SCENES] as const;
export type SceneName = (typeof HAND_SCENES)[number];

interface SceneSetting {
  readonly states: readonly TableState[];
  /** Times count from START, ms; `atMs` is drawn for each seed. */
  readonly between: readonly [number, number];
  readonly events: (atMs: number) => readonly ScheduledEvent[];
  /** Until something that outranks a return is out of its way, as a time from START. */
  readonly freeMs?: (atMs: number) => number;
  /** When whoever pressed RETURN while nobody could hear it presses it again. */
  readonly againMs?: (atMs: number) => number;
  readonly unresponsiveFromMs?: number;
  /** Which of the moments in the state are meant. */
  readonly rising?: boolean;
}

const press = (button: 'START' | 'RETURN' | 'UP' | 'DOWN' | 'SELECT', atMs: number, forMs = 200): ScheduledEvent => ({
  kind: 'press',
  button,
  atMs,
  forMs,
});
const untouched = (): readonly ScheduledEvent[] => [];
const JOG_MS = 14_000;
const ANYWHERE = [4000, 235_000] as const;

const SETTINGS: Readonly<Record<SceneName, SceneSetting>> = {
  arming: { states: ['arming'], between: [0, 0], events: untouched },
  'ramp-down': { states: ['moving'], between: [0, 0], events: untouched, rising: false },
  hold: { states: ['holding'], between: [0, 0], events: untouched },
  rest: { states: ['resting'], between: [0, 0], events: untouched },
  'ramp-up': { states: ['moving'], between: [0, 0], events: untouched, rising: true },
  paused: {
    states: ['paused'],
    between: [4000, 205_000],
    events: (atMs) => [press('START', atMs), press('START', atMs + 25_000)],
  },
  'jogging-up': {
    states: ['jogging'],
    between: [30_000, 172_000],
    events: (atMs) => [press('UP', atMs, JOG_MS), press('START', atMs + JOG_MS + 6000)],
  },
  'jogging-down': {
    states: ['jogging'],
    between: [5000, 95_000],
    events: (atMs) => [press('DOWN', atMs, JOG_MS), press('START', atMs + JOG_MS + 6000)],
  },
  'returning-planned': { states: ['returning-planned'], between: [0, 0], events: untouched },
  'returning-emergency': {
    states: ['returning-emergency'],
    between: ANYWHERE,
    events: (atMs) => [press('RETURN', atMs)],
  },
  'backing-off': {
    states: ['backing-off'],
    between: [100_000, 122_000],
    events: (atMs) => [{ kind: 'fault', atMs, fault: 'H-18' }],
    // Backs off and waits before it comes up.
    freeMs: (atMs) => atMs + 5000,
  },
  'laid-flat': {
    states: ['laid-flat'],
    between: [210_000, 230_000],
    events: (atMs) => [press('SELECT', atMs)],
    freeMs: (atMs) => atMs,
    unresponsiveFromMs: 102_000,
  },
  stopped: {
    states: ['stopped'],
    between: ANYWHERE,
    events: (atMs) => [
      { kind: 'press', button: 'ESTOP', atMs, forMs: null },
      { kind: 'release', button: 'ESTOP', atMs: atMs + 8000 },
      press('RETURN', atMs + 12_000),
    ],
    freeMs: (atMs) => atMs + 12_000,
    againMs: (atMs) => atMs + 20_000,
  },
  'returning-blind': {
    states: ['returning-blind'],
    between: ANYWHERE,
    events: (atMs) => [{ kind: 'fault', atMs, fault: 'H-14' }],
  },
  // Up by hand after an E-STOP.
  'held-up': {
    states: ['jogging'],
    between: [30_000, 200_000],
    events: (atMs) => [
      { kind: 'press', button: 'ESTOP', atMs, forMs: null },
      { kind: 'release', button: 'ESTOP', atMs: atMs + 2000 },
      press('UP', atMs + 4000, JOG_MS),
      press('RETURN', atMs + JOG_MS + 10_000),
    ],
    freeMs: (atMs) => atMs + 4000,
  },
};

export interface Scene {
  readonly name: SceneName;
  readonly seed: number;
  readonly events: readonly ScheduledEvent[];
  readonly freeMs: number;
  readonly againMs: number;
  readonly unresponsiveFromMs: number | null;
  /** The run in which nothing breaks. */
  readonly sound: ShortResult;
  /** Samples of it in the state, ms after START. */
  readonly momentsMs: readonly number[];
}

/** The scene as one seed has it. It throws where the state is not reached: then the scene itself is out of date. */
export function sceneOf(name: SceneName, seed: number, settings: Settings = DEFAULT_SETTINGS): Scene {
  const { states, between, events, freeMs, againMs, unresponsiveFromMs = null, rising } = SETTINGS[name];
  const random = new SeededRandom(seed * 101 + HAND_SCENES.indexOf(name));
  const atMs = Math.round(random.between(between[0], between[1]));
  const happens = events(atMs);
  const sound = runShort({ seed, events: happens, settings, simulation: { unresponsiveFromMs } });
  const momentsMs = sound.trace
    .filter(
      ({ state, rateDegPerSec }) => states.includes(state) && (rising === undefined || rateDegPerSec > 0 === rising),
    )
    .map(({ tMs }) => tMs);
  if (momentsMs.length === 0) throw new Error(`no ${name} in ${sound.replay}`);
  return {
    name,
    seed,
    events: happens,
    freeMs: freeMs?.(atMs) ?? 0,
    againMs: againMs?.(atMs) ?? 0,
    unresponsiveFromMs,
    sound,
    momentsMs: momentsMs.slice(0, -1).length > 0 ? momentsMs.slice(0, -1) : momentsMs,
  };
}

/** A moment within the state, to the cycle. */
export function momentIn({ momentsMs }: Scene, random: SeededRandom): number {
  const sampleMs = momentsMs[Math.floor(random.uniform() * momentsMs.length)] ?? 0;
  return sampleMs + 10 * Math.floor(random.uniform() * 5);
}
