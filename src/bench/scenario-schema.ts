import { z } from 'zod';
import { choice, flag, quantity, quantityOrOff, section, text } from '../config/fields.ts';
import { ANGLE, DURATION, PLAIN_NUMBER } from '../config/quantities.ts';
import { BUTTONS } from '../domain/inputs.ts';
import { OCCUPANCIES } from '../domain/occupancy.ts';
import { BENCH_TARGETS } from '../ports/bench-table.ts';
import { SHARE } from '../programs/share.ts';
import { SIGNALS, type Signal } from './signals.ts';

/** A scenario file as people write it. What words of a step go together, and what a signal can be compared with, is said by `read-steps.ts` and `read-condition.ts`. */

/** No scenario is longer; a session is an hour at most. */
export const LONGEST_MS = 2 * 60 * 60_000;
export const MOST_TIMES = 1000;
export const LONGEST_LINE = 128;
const LARGEST_SEED = 0xffff_ffff;
/** A kilogram and a centimetre have no unit of their own in these files: riders are numbers, as on the command line. */
const MASS_KG = { low: 20, high: 200 };
const COM_CM = { low: -50, high: 50 };

const span = (low: number) => quantity(DURATION, { low, high: LONGEST_MS });
const wholeFrom = (low: number, high: number, example: string) => {
  const message = `expected a whole number from ${low} to ${high}\nwrite for example ${example}`;
  return z.int(message).min(low, message).max(high, message);
};
const seed = wholeFrom(0, LARGEST_SEED, 'seed: 7');

/** A bound in the unit of its signal, which is read once that is known. */
const bound = z.union([z.string(), z.number()], "expected a value with its unit\nwrite for example 'above: 6°/s'");
const words = z.union(
  [z.string(), z.array(z.string())],
  'expected a word or a list of words\nwrite for example holding',
);

const comparison = {
  above: bound.optional(),
  below: bound.optional(),
  near: bound.optional(),
  by: bound.optional(),
  reaches: bound.optional(),
};

function wantedOf(signal: Signal) {
  switch (signal.kind) {
    case 'number':
      return section(comparison);
    case 'flag':
      return flag;
    case 'word':
    case 'list':
      return words;
    default:
      return signal satisfies never;
  }
}

const bySignal = Object.fromEntries(SIGNALS.map((signal) => [signal.name, wantedOf(signal).optional()]));

const signalName = z.string('expected the name of a signal\nsee upright bench vocabulary');

const tests = {
  signal: signalName.optional(),
  ...comparison,
  is: z.union([flag, words]).optional(),
  ...bySignal,
};

export const conditionSchema = section(tests);
export type WrittenCondition = z.infer<typeof conditionSchema>;

const timedCondition = section({ ...tests, within: span(1).optional(), for: span(1).optional() });

const press = z.union([
  choice(BUTTONS),
  section({ button: choice(BUTTONS), for: span(10).optional(), held: flag.optional() }),
]);
const said = z.union([
  text(LONGEST_LINE),
  section({ line: text(LONGEST_LINE), answers: text(200).optional(), within: span(1).optional() }),
]);
const chance = quantity(SHARE, { low: 0, high: 1 }).optional();
const host = choice(['host']);

const measure = section({
  name: text(80),
  until: conditionSchema.optional(),
  within: span(1).optional(),
  atMost: bound.optional(),
  atLeast: bound.optional(),
  maximum: signalName.optional(),
  minimum: signalName.optional(),
  mean: signalName.optional(),
  over: span(10).optional(),
});
export type WrittenMeasure = z.infer<typeof measure>;

const between = z
  .array(span(0), "expected two durations\nwrite for example 'between: [1 s, 30 s]'")
  .length(2, "expected two durations\nwrite for example 'between: [1 s, 30 s]'");

const plainSteps = {
  press: press.optional(),
  release: choice(BUTTONS).optional(),
  inject: text(40).optional(),
  clear: text(40).optional(),
  after: z.union([span(0), section({ between })]).optional(),
  wait: timedCondition.optional(),
  expect: timedCondition.optional(),
  measure: measure.optional(),
  console: said.optional(),
  scpi: said.optional(),
  kill: host.optional(),
  start: host.optional(),
  stall: z.union([host, section({ host: span(10) })]).optional(),
  link: z
    .union([
      choice(['sound', 'cut']),
      section({
        drop: chance,
        flip: chance,
        duplicate: chance,
        delay: quantityOrOff(DURATION, { low: 0, high: 10_000 }).optional(),
      }),
    ])
    .optional(),
};

export interface WrittenStep extends z.infer<ReturnType<typeof section<typeof plainSteps>>> {
  readonly repeat?: { readonly times: number; readonly steps: readonly WrittenStep[] } | undefined;
  readonly random?:
    | { readonly seed: number; readonly times: number; readonly steps: readonly WrittenStep[] }
    | undefined;
}

const times = wholeFrom(1, MOST_TIMES, 'times: 3');
const stepSchema: z.ZodType<WrittenStep> = z.lazy(() =>
  section({
    ...plainSteps,
    repeat: section({ times, steps: stepsSchema }).optional(),
    random: section({ seed, times, steps: stepsSchema }).optional(),
  }),
);
const stepsSchema = z.array(
  stepSchema,
  "expected a list of steps\nbegin each step with a word and a colon, such as '- press: START'",
);

const ONLY = "expected a list of targets\nwrite for example 'targets: [sim]'";

const rider = section({
  massKg: quantity(PLAIN_NUMBER, MASS_KG).prefault(85),
  comCm: quantity(PLAIN_NUMBER, COM_CM).prefault(0),
  answers: flag.prefault(true),
});

/** Of a file that has none. */
export const NO_SUMMARY = 'no summary';

const only = section({
  targets: z.array(choice(BENCH_TARGETS), ONLY).min(1, ONLY),
  because: text(200),
});

export const scenarioSchema = section({
  name: text(100),
  summary: text(300).prefault(NO_SUMMARY),
  only: only.optional(),
  program: z
    .union(
      [text(200), z.looseObject({})],
      "expected a program: a name, a file, or its steps\nwrite for example 'program: kim-2013-60'",
    )
    .prefault('kim-2013-60'),
  rider: z
    .union([z.literal('none', "expected a rider\nwrite for example 'rider: { massKg: 85 }', or 'rider: none'"), rider])
    .prefault({}),
  occupancy: choice(OCCUPANCIES).prefault('person'),
  seed: seed.prefault(1),
  tilt: quantity(ANGLE, { low: -90, high: 90 }).optional(),
  sessionWasOpen: flag.prefault(false),
  config: z
    .looseObject({}, 'expected settings as upright.yaml has them\nwrite them below, indented by two spaces')
    .optional(),
  before: stepsSchema.prefault([]),
  never: z
    .array(conditionSchema, "expected a list of conditions\nwrite for example '- { signal: rate, above: 6°/s }'")
    .prefault([]),
  steps: stepsSchema,
});
export type WrittenScenario = z.infer<typeof scenarioSchema>;

/** The JSON Schema of a scenario file, for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return { title: 'Upright bench scenario', ...z.toJSONSchema(scenarioSchema, { io: 'input' }) };
}
