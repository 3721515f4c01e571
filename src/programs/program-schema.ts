import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { quantity, section, text } from '../config/fields.ts';
import { ANGLE, DURATION, RATE } from '../config/quantities.ts';

/** A program file in its own words, before its repeats are written out. */
export interface WrittenStep {
  readonly hold?: number | undefined;
  readonly rest?: number | undefined;
  readonly for?: number | undefined;
  readonly repeat?: number | undefined;
  readonly steps?: readonly WrittenStep[] | undefined;
}

export const MOST_REPEATS = 50;
export const SLOWEST_RATE_DEG_PER_SEC = 0.1;

const tilt = quantity(ANGLE, BOUNDS.tiltDeg);
const repeatMessage = `expected a whole number from 1 to ${MOST_REPEATS}\nwrite for example repeat: 3`;

const stepSchema: z.ZodType<WrittenStep> = z.lazy(() =>
  section({
    hold: tilt.optional(),
    rest: tilt.optional(),
    for: quantity(DURATION, { above: 0, high: BOUNDS.sessionMs }).optional(),
    repeat: z.int(repeatMessage).min(1, repeatMessage).max(MOST_REPEATS, repeatMessage).optional(),
    steps: stepsSchema.optional(),
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
