import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { quantity, section, text } from '../config/fields.ts';
import { ANGLE, DURATION, RATE } from '../config/quantities.ts';
import { SHARE } from './share.ts';
import { betweenProblem, byProblem } from './step-sizes.ts';

/** A program file in its own words, before its rounds are written out. */
export interface WrittenStep {
  readonly hold?: number | undefined;
  readonly exercise?: number | undefined;
  readonly rest?: number | undefined;
  readonly oscillate?: WrittenOscillation | undefined;
  readonly stairs?: WrittenStairs | undefined;
  readonly for?: number | undefined;
  readonly repeat?: number | undefined;
  readonly steps?: readonly WrittenStep[] | undefined;
  /** Shares of the depth that the first rounds reach, 0 .. 1. */
  readonly warmUp?: readonly number[] | undefined;
}

export interface WrittenOscillation {
  readonly between: readonly number[];
  readonly times: number;
}

export interface WrittenStairs {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

export const MOST_REPEATS = 50;
export const SLOWEST_RATE_DEG_PER_SEC = 0.1;
/** Less is within what a hold may be off. */
const LEAST_STAIR_DEG = 0.5;
const LEAST_SHARE = 0.1;

const tilt = quantity(ANGLE, BOUNDS.tiltDeg);

const roundsOf = (key: string) => {
  const message = `expected a whole number from 1 to ${MOST_REPEATS}\nwrite for example ${key}: 3`;
  return z.int(message).min(1, message).max(MOST_REPEATS, message);
};

const pairMessage = "expected two tilts\nwrite for example 'between: [0°, -30°]'";
const oscillation = section({
  between: z.array(tilt, pairMessage).length(2, pairMessage).superRefine(told(betweenProblem)),
  times: roundsOf('times'),
});

const stairs = section({
  from: tilt,
  to: tilt,
  by: quantity(ANGLE, { low: LEAST_STAIR_DEG, high: BOUNDS.tiltDeg.high - BOUNDS.tiltDeg.low }),
}).superRefine(told(byProblem, ['by']));

const sharesMessage = "expected a list of shares\nwrite for example 'warmUp: [50 %, 75 %]'";
const warmUp = z
  .array(quantity(SHARE, { low: LEAST_SHARE, high: 1 }), sharesMessage)
  .min(1, sharesMessage)
  .max(MOST_REPEATS, sharesMessage);

const stepSchema: z.ZodType<WrittenStep> = z.lazy(() =>
  section({
    hold: tilt.optional(),
    exercise: tilt.optional(),
    rest: tilt.optional(),
    oscillate: oscillation.optional(),
    stairs: stairs.optional(),
    for: quantity(DURATION, { above: 0, high: BOUNDS.sessionMs }).optional(),
    repeat: roundsOf('repeat').optional(),
    steps: stepsSchema.optional(),
    warmUp: warmUp.optional(),
  }),
);

const stepsSchema = z.array(stepSchema, {
  error: "expected a list of steps\nbegin each step with '- hold:', '- rest:' or '- repeat:'",
});

const nameMessage =
  'a name is one word of up to 40 small letters, digits and hyphens\nwrite for example name: my-evening';

export const programSchema = section({
  name: z.string(nameMessage).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, nameMessage),
  summary: text(200).prefault('no summary'),
  source: text(300).optional(),
  rate: quantity(RATE, { low: SLOWEST_RATE_DEG_PER_SEC, high: BOUNDS.rampRateDegPerSec }).optional(),
  steps: stepsSchema,
});

/** A rule between values as the schema library wants it: its complaint, where there is one, at a place below the value. */
function told<Value>(problemOf: (value: Value) => string | null, path: readonly string[] = []) {
  return (value: Value, context: z.RefinementCtx): void => {
    const message = problemOf(value);
    if (message !== null) context.addIssue({ code: 'custom', message, path: [...path] });
  };
}
