import { z } from 'zod';
import { OCCUPANCIES } from '../domain/occupancy.ts';
import { boardSection } from './board-schema.ts';
import { BOUNDS } from './bounds.ts';
import { choice, describeBounds, quantityOrOff, section, text } from './fields.ts';
import { capitalized, measured } from './measured-field.ts';
import { DURATION } from './quantities.ts';
import { type ConsoleSettings, DEFAULT_SETTINGS, type RiderSettings, type Settings } from './settings.ts';
import { tableSection } from './table-schema.ts';
import { timeoutsSection } from './timeouts-schema.ts';

/** `upright.yaml` in the words of the file. It decodes into `Settings`, and encodes them back for `config show`. */

const { rider } = DEFAULT_SETTINGS;
const aliveCheckBounds = { low: 10_000, high: 5 * 60_000 };

const riderFields = section({
  occupancy: choice(OCCUPANCIES)
    .prefault(rider.occupancy)
    .meta({ description: 'What the table carries unless a command says otherwise: person, load or none.' }),
  aliveCheckEvery: quantityOrOff(DURATION, aliveCheckBounds)
    .prefault(DURATION.format(rider.aliveCheckEveryMs))
    .meta({
      description: `Head-down, the rider is asked this often whether all is well. ${capitalized(describeBounds(DURATION, aliveCheckBounds))}, or off without a person.`,
    }),
  aliveCheckAnswer: measured({
    unit: DURATION,
    bounds: { low: 3000, high: 60_000 },
    value: rider.aliveCheckAnswerMs,
    text: 'Time to answer, by START, UP, DOWN or SELECT.',
  }),
  unresponsive: choice(['lay-flat', 'upright'])
    .prefault(rider.unresponsive)
    .meta({ description: 'Where a rider who does not answer is taken: lay-flat (horizontal) or upright.' }),
  dailyHeadDown: measured({
    unit: DURATION,
    bounds: { low: 60_000, high: BOUNDS.sessionMs },
    value: rider.dailyHeadDownCapMs,
    text: 'Most time head-down in one day.',
  }),
});

const riderSection = z.codec(riderFields, z.custom<RiderSettings>(), {
  decode: ({ occupancy, aliveCheckEvery, aliveCheckAnswer, unresponsive, dailyHeadDown }) => ({
    occupancy,
    aliveCheckEveryMs: aliveCheckEvery,
    aliveCheckAnswerMs: aliveCheckAnswer,
    unresponsive,
    dailyHeadDownCapMs: dailyHeadDown,
  }),
  encode: ({ occupancy, aliveCheckEveryMs, aliveCheckAnswerMs, unresponsive, dailyHeadDownCapMs }) => ({
    occupancy,
    aliveCheckEvery: aliveCheckEveryMs,
    aliveCheckAnswer: aliveCheckAnswerMs,
    unresponsive,
    dailyHeadDown: dailyHeadDownCapMs,
  }),
});

const consoleFields = section({
  operatorIdle: measured({
    unit: DURATION,
    bounds: { low: 10_000, high: 60 * 60_000 },
    value: DEFAULT_SETTINGS.console.operatorIdleMs,
    text: "An operator's role lapses after this much silence.",
  }),
});

const consoleSection = z.codec(consoleFields, z.custom<ConsoleSettings>(), {
  decode: ({ operatorIdle }) => ({ operatorIdleMs: operatorIdle }),
  encode: ({ operatorIdleMs }) => ({ operatorIdle: operatorIdleMs }),
});

const settingsFields = section({
  table: tableSection.prefault({}),
  board: boardSection.prefault({}),
  rider: riderSection.prefault({}),
  timeouts: timeoutsSection.prefault({}),
  console: consoleSection.prefault({}),
  stateDir: text(1000).nullable().prefault(null).meta({
    description:
      'Where journal, records and riders live. By default `$UPRIGHT_STATE_DIR`, else `~/.local/state/upright`.',
  }),
});

export const settingsSchema = z.codec(settingsFields, z.custom<Settings>(), {
  decode: (settings) => settings,
  encode: (settings) => settings,
});
