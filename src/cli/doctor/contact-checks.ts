import { type Button, CLAMPS_CLOSED, E_STOP_CLOSED, INPUT } from '../../domain/inputs.ts';
import { until } from '../../targets/until.ts';
import { type DoctorBench, type DoctorCheck, type Finding, fail, ok, skipped, whilePressed } from './doctor-bench.ts';

/** Checks of contacts: how they rest, and what they do when somebody presses. */

const CHANNELS_APART_MS = 50;

export const eStop: DoctorCheck = {
  part: 'e-stop',
  title: 'E-STOP',
  async run(bench) {
    const remedy = `see ${bench.wiring}#e-stop, then: upright doctor e-stop`;
    const rest = bench.table.read().inputs & E_STOP_CLOSED;
    if (rest === 0)
      return fail('both channels are open: it is in, or its cable is out', `turn it to release it; ${remedy}`);
    if (rest !== E_STOP_CLOSED)
      return fail(`channel ${rest === INPUT.E_STOP_A_CLOSED ? 'B' : 'A'} is open while the other is closed`, remedy);
    if (!bench.attended)
      return skipped('both channels closed; pressed only where somebody is asked: run it on a terminal');
    return whilePressed(bench, { button: 'ESTOP', text: 'Press E-STOP now.' }, async (withinMs) => {
      const first = await until(bench, withinMs, ({ inputs }) => (inputs & E_STOP_CLOSED) !== E_STOP_CLOSED);
      if (first === null) return fail('no channel opened', remedy);
      const openedAtMs = first.boardClockMs;
      const both = await until(bench, CHANNELS_APART_MS, ({ inputs }) => (inputs & E_STOP_CLOSED) === 0);
      if (both === null) return fail('only one of the two channels opened', remedy);
      const apartMs = both.boardClockMs - openedAtMs;
      return ok(`both channels opened ${apartMs === 0 ? 'under 1' : apartMs} ms apart`);
    });
  },
};

export const returnButton: DoctorCheck = {
  part: 'return',
  title: 'RETURN',
  async run(bench) {
    const remedy = `see ${bench.wiring}#return, then: upright doctor return`;
    const contacts = INPUT.RETURN_MADE | INPUT.RETURN_BREAK_CLOSED;
    const rest = bench.table.read().inputs & contacts;
    if (rest !== INPUT.RETURN_BREAK_CLOSED)
      return fail(
        rest === contacts ? 'its make contact is closed at rest' : 'its break contact is open at rest',
        remedy,
      );
    if (!bench.attended) return skipped('both contacts rest as they should; press it on a terminal');
    return whilePressed(bench, { button: 'RETURN', text: 'Press RETURN now.' }, async (withinMs) => {
      const pressed = await until(bench, withinMs, ({ inputs }) => (inputs & contacts) === INPUT.RETURN_MADE);
      return pressed === null ? fail('its two contacts did not change over', remedy) : ok('both contacts changed over');
    });
  },
};

export const clamp: DoctorCheck = {
  part: 'clamp',
  title: 'ankle clamp',
  async run(bench) {
    const remedy = `see ${bench.wiring}#clamp, then: upright doctor clamp`;
    if (!bench.attended) return single(bench, remedy);
    bench.hands?.release('CLAMP');
    bench.ask('Open the ankle clamp.');
    const open = await until(bench, within(bench), ({ inputs }) => (inputs & CLAMPS_CLOSED) === 0);
    if (open === null) return fail('its two switches did not both open', remedy);
    bench.hands?.press('CLAMP', null);
    bench.ask('Close the ankle clamp.');
    const closed = await until(bench, within(bench), ({ inputs }) => (inputs & CLAMPS_CLOSED) === CLAMPS_CLOSED);
    bench.hands?.release('CLAMP');
    return closed === null ? fail('its two switches did not both close', remedy) : ok('both switches open and close');
  },
};

function single({ table }: DoctorBench, remedy: string): Finding {
  const bits = table.read().inputs & CLAMPS_CLOSED;
  if (bits !== 0 && bits !== CLAMPS_CLOSED) return fail('one of its two switches is stuck', remedy);
  return skipped('its two switches agree; open and close it on a terminal');
}

const within = ({ hands }: DoctorBench): number => (hands === null ? 15_000 : 1000);

export const limits: DoctorCheck = {
  part: 'limits',
  title: 'limits',
  async run({ table, wiring }) {
    const { inputs } = table.read();
    if ((inputs & INPUT.INVERTED_LIMIT) !== 0)
      return fail('the inverted limit is reached, or its wire is broken', `see ${wiring}#limits`);
    return ok(`inverted limit closed, upright limit ${(inputs & INPUT.UPRIGHT_LIMIT) === 0 ? 'open' : 'reached'}`);
  },
};

const BUTTON_BITS = { START: INPUT.START, UP: INPUT.UP, DOWN: INPUT.DOWN, SELECT: INPUT.SELECT } as const;

export const buttons: DoctorCheck = {
  part: 'buttons',
  title: 'buttons',
  async run(bench) {
    const names: readonly (keyof typeof BUTTON_BITS & Button)[] = ['START', 'UP', 'DOWN', 'SELECT'];
    const remedy = `see ${bench.wiring}#buttons, then: upright doctor buttons`;
    const { inputs } = bench.table.read();
    const stuck = names.filter((name) => (inputs & BUTTON_BITS[name]) !== 0);
    if (stuck.length > 0) return fail(`${stuck.join(' and ')} closed at rest`, remedy);
    if (!bench.attended) return skipped('none is closed; press them on a terminal');
    for (const button of names) {
      const seen = await whilePressed(bench, { button, text: `Press ${button} now.` }, (withinMs) =>
        until(bench, withinMs, (frame) => (frame.inputs & BUTTON_BITS[button]) !== 0),
      );
      if (seen === null) return fail(`${button} was not seen`, remedy);
    }
    return ok(`${names.join(', ')} seen`);
  },
};
