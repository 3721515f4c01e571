import { z } from 'zod';
import { TWO_CYCLES_MS } from './board-schema.ts';
import { BOUNDS } from './bounds.ts';
import { section } from './fields.ts';
import { measured } from './measured-field.ts';
import { DURATION } from './quantities.ts';
import { DEFAULT_SETTINGS, type TimeoutSettings } from './settings.ts';

/** The `timeouts` section of `upright.yaml`. */

const { timeouts } = DEFAULT_SETTINGS;

const timeoutFields = section({
  headDown: measured({
    unit: DURATION,
    bounds: { low: 10_000, high: BOUNDS.headDownMs },
    value: timeouts.headDownMs,
    text: 'Most time head-down without a break.',
  }),
  session: measured({
    unit: DURATION,
    bounds: { low: 60_000, high: BOUNDS.sessionMs },
    value: timeouts.sessionMs,
    text: 'Longest session.',
  }),
  pauseHeadDown: measured({
    unit: DURATION,
    bounds: { low: 5000, high: BOUNDS.pauseHeadDownMs },
    value: timeouts.pauseHeadDownMs,
    text: 'Longest pause head-down.',
  }),
  holdToRun: measured({
    unit: DURATION,
    bounds: { low: 5000, high: BOUNDS.holdToRunMs },
    value: timeouts.holdToRunMs,
    text: 'A hold-to-run button held longer than this is taken for stuck.',
  }),
  sensorSilent: measured({
    unit: DURATION,
    bounds: { above: TWO_CYCLES_MS, high: BOUNDS.sensorSilentMs },
    value: timeouts.sensorSilentMs,
    text: 'A sensor without news for this long is taken for lost.',
  }),
});

export const timeoutsSection = z.codec(timeoutFields, z.custom<TimeoutSettings>(), {
  decode: ({ headDown, session, pauseHeadDown, holdToRun, sensorSilent }) => ({
    headDownMs: headDown,
    sessionMs: session,
    pauseHeadDownMs: pauseHeadDown,
    holdToRunMs: holdToRun,
    sensorSilentMs: sensorSilent,
  }),
  encode: ({ headDownMs, sessionMs, pauseHeadDownMs, holdToRunMs, sensorSilentMs }) => ({
    headDown: headDownMs,
    session: sessionMs,
    pauseHeadDown: pauseHeadDownMs,
    holdToRun: holdToRunMs,
    sensorSilent: sensorSilentMs,
  }),
});
