import { ACCELERATION, ANGLE, CURRENT, PLAIN_NUMBER, RATE, type Unit, VOLTAGE } from '../config/quantities.ts';
import { CAUSES, HAZARD_IDS } from '../domain/faults.ts';
import { INPUT } from '../domain/inputs.ts';
import { TABLE_STATES } from '../domain/states.ts';
import { REFUSALS } from '../domain/verdict.ts';
import { PROMPTS } from '../domain/view.ts';
import type { BenchSample, BenchView } from '../ports/bench-table.ts';

/**
 * Everything that a scenario can watch, by name. A number has a unit; a flag is true or false; a word is one of a few; a list
 * is what is in it. A signal of the controller's own account has no value while no controller speaks.
 */
export type Signal = { readonly name: string; readonly summary: string } & (
  | {
      readonly kind: 'number';
      readonly unit: Unit;
      readonly digits: number;
      readonly of: (sample: BenchSample) => number | null;
    }
  | { readonly kind: 'flag'; readonly of: (sample: BenchSample) => boolean }
  | {
      readonly kind: 'word';
      readonly words: readonly string[];
      readonly of: (sample: BenchSample) => string | null;
    }
  | {
      readonly kind: 'list';
      readonly words: readonly string[];
      readonly of: (sample: BenchSample) => readonly string[] | null;
    }
);

export type NumberSignal = Extract<Signal, { kind: 'number' }>;
export type FlagSignal = Extract<Signal, { kind: 'flag' }>;
export type WordSignal = Extract<Signal, { kind: 'word' | 'list' }>;

const OUTCOMES = ['completed', 'returned', 'stopped'];
const ALARMS = ['none', 'low', 'medium', 'high'];

const ofView =
  <Value>(read: (view: BenchView) => Value) =>
  ({ view }: BenchSample): Value | null =>
    view === null ? null : read(view);

const contacts: readonly Signal[] = Object.entries(INPUT).map(([name, bit]) => ({
  kind: 'flag',
  name: `input.${name.toLowerCase().replaceAll('_', '-')}`,
  summary: `${name.replaceAll('_', ' ').toLowerCase()}, at the board's pin`,
  of: ({ inputs }) => (inputs & bit) !== 0,
}));

const lamps: readonly Signal[] = (['green', 'yellow', 'red', 'buzzer'] as const).map((lamp) => ({
  kind: 'flag',
  name: lamp === 'buzzer' ? lamp : `light.${lamp}`,
  summary: lamp === 'buzzer' ? 'the buzzer sounds' : `the ${lamp} status light is lit`,
  of: ({ lamps }) => lamps[lamp],
}));

export const SIGNALS: readonly Signal[] = [
  {
    kind: 'number',
    name: 'tilt',
    unit: ANGLE,
    digits: 2,
    summary: "the table's own tilt, head-up positive",
    of: ({ tiltDeg }) => tiltDeg,
  },
  {
    kind: 'number',
    name: 'rate',
    unit: RATE,
    digits: 2,
    summary: 'its rate without a sign',
    of: ({ rateDegPerSec }) => Math.abs(rateDegPerSec),
  },
  {
    kind: 'number',
    name: 'rate.signed',
    unit: RATE,
    digits: 2,
    summary: 'its rate, positive toward upright',
    of: ({ rateDegPerSec }) => rateDegPerSec,
  },
  {
    kind: 'number',
    name: 'acceleration',
    unit: ACCELERATION,
    digits: 2,
    summary: 'without a sign, 5 Hz low-pass, brake stops excluded',
    of: ({ accelDegPerSec2 }) => accelDegPerSec2,
  },
  {
    kind: 'number',
    name: 'drive.duty',
    unit: PLAIN_NUMBER,
    digits: 3,
    summary: "at the drive's pins, -1 to +1, positive toward upright",
    of: ({ duty }) => duty,
  },
  {
    kind: 'number',
    name: 'drive.current',
    unit: CURRENT,
    digits: 2,
    summary: 'of the motor, without a sign',
    of: ({ currentAmps }) => currentAmps,
  },
  {
    kind: 'number',
    name: 'supply',
    unit: VOLTAGE,
    digits: 2,
    summary: "the drive's supply",
    of: ({ supplyVolts }) => supplyVolts,
  },
  {
    kind: 'flag',
    name: 'brake.released',
    summary: "the board's command to the brake",
    of: ({ brakeReleased }) => brakeReleased,
  },
  ...contacts,
  ...lamps,
  {
    kind: 'word',
    name: 'state',
    words: TABLE_STATES,
    summary: "the controller's state",
    of: ofView(({ state }) => state),
  },
  {
    kind: 'word',
    name: 'cause',
    words: ['none', ...CAUSES, ...HAZARD_IDS],
    summary: 'why the session ended early: a hazard, or RETURN, ESTOP, ...',
    of: ofView(({ cause }) => cause ?? 'none'),
  },
  {
    kind: 'word',
    name: 'alarm',
    words: ALARMS,
    summary: "the alarm's level",
    of: ofView(({ lights }) => lights.alarm),
  },
  {
    kind: 'word',
    name: 'prompt',
    words: ['none', ...PROMPTS],
    summary: 'what the person at the table is asked for',
    of: ofView(({ prompt }) => prompt?.kind ?? 'none'),
  },
  {
    kind: 'word',
    name: 'outcome',
    words: OUTCOMES,
    summary: 'how the latest session ended',
    of: ofView(({ lastSession }) => lastSession?.outcome ?? null),
  },
  {
    kind: 'number',
    name: 'estimate',
    unit: ANGLE,
    digits: 2,
    summary: 'the tilt that the controller believes in',
    of: ofView(({ tiltDeg }) => tiltDeg),
  },
  {
    kind: 'number',
    name: 'hold',
    unit: PLAIN_NUMBER,
    digits: 0,
    summary: 'of the session, the hold under way or next; 0 outside a session',
    of: ofView(({ session }) => session?.hold ?? 0),
  },
  {
    kind: 'list',
    name: 'fault',
    words: HAZARD_IDS,
    summary: 'the hazards that the controller has latched',
    of: ofView(({ faults }) => faults.map(({ id }) => id)),
  },
  {
    kind: 'list',
    name: 'refusal',
    words: [...REFUSALS, ...HAZARD_IDS],
    summary: 'why START would be refused now',
    of: ofView(({ refusals }) => refusals.map(({ id }) => id)),
  },
];

export const SIGNAL_NAMES: readonly string[] = SIGNALS.map(({ name }) => name);

export function findSignal(name: string): Signal | null {
  return SIGNALS.find((signal) => signal.name === name) ?? null;
}

/** A signal's value as people read it. */
export function shownValue(signal: Signal, sample: BenchSample): string {
  switch (signal.kind) {
    case 'number': {
      const value = signal.of(sample);
      return value === null ? 'nothing' : signal.unit.format(Number(value.toFixed(signal.digits)));
    }
    case 'flag':
      return String(signal.of(sample));
    case 'word':
      return signal.of(sample) ?? 'nothing';
    case 'list': {
      const value = signal.of(sample);
      return value === null ? 'nothing' : value.length === 0 ? 'none' : value.join(' ');
    }
    default:
      return signal satisfies never;
  }
}
