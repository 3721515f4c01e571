import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { TableState } from '../../src/domain/states.ts';
import type { TableEventBody } from '../../src/machine/table-event.ts';
import {
  ANGLE_LOST,
  ANGLE_STUCK,
  BRAKED,
  CHANNEL_OPEN,
  CLAMPS_LOST,
  CONSOLE_RETURN,
  JAMMED,
  RETURN,
  SOURCES_DISAGREE,
  type TableDriver,
  tableIn,
} from './table-driver.ts';

/**
 * Things that happen in one tick, in the order of who wins. Whatever the order in which the machine hears of them, the
 * table ends where the heavier one takes it. A blind return has its own limit of the current, and so no back-off.
 */
const BY_WEIGHT: readonly { readonly event: TableEventBody; readonly outcome: string }[] = [
  { event: { type: 'E_STOP_OPENED' }, outcome: 'stopped, off' },
  { event: CLAMPS_LOST, outcome: 'stopped, stay' },
  { event: { type: 'FAULT', id: 'H-16', reaction: 'OFF' }, outcome: 'stopped, off' },
  { event: CHANNEL_OPEN, outcome: 'stopped, off' },
  { event: ANGLE_LOST, outcome: 'returning-blind, blind' },
  { event: JAMMED, outcome: 'backing-off, off' },
  { event: BRAKED, outcome: 'backing-off, off' },
  { event: RETURN, outcome: 'returning-emergency, return to 75' },
  { event: CONSOLE_RETURN, outcome: 'returning-emergency, return to 75' },
  { event: ANGLE_STUCK, outcome: 'returning-emergency, return to 75' },
  { event: SOURCES_DISAGREE, outcome: 'returning-emergency, return to 75' },
  { event: { type: 'DEADLINE', name: 'session-cap' }, outcome: 'returning-emergency, return to 75' },
  { event: { type: 'DEADLINE', name: 'head-down-cap' }, outcome: 'returning-emergency, return to 75' },
  { event: { type: 'DEADLINE', name: 'ramp-late' }, outcome: 'returning-emergency, return to 75' },
  { event: { type: 'DEADLINE', name: 'pause-cap' }, outcome: 'returning-emergency, return to 75' },
  { event: { type: 'GRIP_OPENED' }, outcome: 'returning-emergency, return to 0' },
];

/** What weighs less than every way up. */
const LIGHT: readonly TableEventBody[] = [
  { type: 'PAUSE_ASKED' },
  { type: 'RESUME_ASKED' },
  { type: 'START_PRESSED' },
  { type: 'SELECT_PRESSED' },
  { type: 'UP_PRESSED' },
  { type: 'DOWN_PRESSED' },
  { type: 'UP_RELEASED' },
  { type: 'DOWN_RELEASED' },
  { type: 'DEADLINE', name: 'phase-ends' },
  { type: 'DEADLINE', name: 'alive-prompt' },
  { type: 'WENT_HEAD_DOWN' },
  { type: 'LEFT_HEAD_DOWN' },
  { type: 'ARM_ASKED' },
  { type: 'ACKNOWLEDGED' },
  { type: 'FAULT', id: 'H-10', reaction: 'DEG' },
  { type: 'FAULT', id: 'H-22', reaction: 'REF' },
  { type: 'FAULT', id: 'H-09', reaction: 'IGN' },
];

/** Off and braked, back by 3 deg, and 2 s of waiting. */
const BACK_OFF_MS = 5800;

/** A held UP is the one thing that these holds obey. */
const isLeftToUp = (event: TableEventBody): boolean =>
  event === CLAMPS_LOST || (event.type === 'FAULT' && event.id === 'H-16');

const IN_SESSION: readonly TableState[] = ['moving', 'holding', 'resting', 'paused', 'jogging', 'returning-planned'];

function outcomeOf({ state, demand }: TableDriver): string {
  return `${state}, ${demand.kind}${demand.kind === 'return' ? ` to ${demand.targetDeg}` : ''}`;
}

function nameOf(event: TableEventBody): string {
  if (event.type === 'DEADLINE') return event.name;
  return event.type === 'FAULT' || event.type === 'BRAKED' ? `${event.type} ${event.id}` : event.type;
}

/** The same outcome, but that clamps which have let go are held gently where something else stops the table as well. */
function expectedOf(events: readonly TableEventBody[]): string {
  const heaviest = BY_WEIGHT.find(({ event }) => events.includes(event));
  return heaviest?.outcome ?? 'none';
}

describe.each(IN_SESSION)('two things in one tick, in %s', (state) => {
  const heavies = BY_WEIGHT.map(({ event }) => event);

  it('end where the heavier one alone ends, in either order', () => {
    for (const one of heavies) {
      for (const other of heavies) {
        const seen = outcomeOf(tableIn(state).send(one, other));
        expect(`${nameOf(one)}, ${nameOf(other)}: ${seen}`).toBe(
          `${nameOf(one)}, ${nameOf(other)}: ${expectedOf([one, other])}`,
        );
      }
    }
  });

  it('end where the way up, the stop or the hold ends, whatever is pressed beside it', () => {
    for (const heavy of heavies) {
      for (const light of LIGHT.filter(({ type }) => !isLeftToUp(heavy) || type !== 'UP_PRESSED')) {
        const expected = `${nameOf(heavy)} and ${nameOf(light)}: ${expectedOf([heavy])}`;
        expect(`${nameOf(heavy)} and ${nameOf(light)}: ${outcomeOf(tableIn(state).send(heavy, light))}`).toBe(expected);
        expect(`${nameOf(heavy)} and ${nameOf(light)}: ${outcomeOf(tableIn(state).send(light, heavy))}`).toBe(expected);
      }
    }
  });

  it('end where the heaviest of any number ends, in any order', () => {
    const some = fc.shuffledSubarray([...heavies, ...LIGHT], { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(some, (events) => {
        fc.pre(events.some((event) => heavies.includes(event)));
        fc.pre(!events.some(isLeftToUp) || events.every(({ type }) => type !== 'UP_PRESSED'));
        expect(outcomeOf(tableIn(state).send(...events))).toBe(expectedOf(events));
      }),
      { numRuns: 150 },
    );
  });
});

describe('the reactions of two faults', () => {
  it('[H-06] are held by the open channel even where E-STOP or a start-up hold came first', () => {
    const table = tableIn('stopped').send('E_STOP_RELEASED', CHANNEL_OPEN);
    expect(table.send(RETURN, 'UP_PRESSED').state).toBe('stopped');
    table.nowMs += 1990;
    expect(table.send(RETURN, 'UP_PRESSED').state).toBe('stopped');
    table.nowMs += 10;
    expect(table.send(RETURN).state).toBe('returning-emergency');
  });

  it('[H-06] is answered by a held UP after 2 s as well', () => {
    const table = tableIn('holding').send(CHANNEL_OPEN);
    table.nowMs += 1990;
    expect(table.send('UP_PRESSED').state).toBe('stopped');
    table.nowMs += 10;
    expect(table.send('UP_PRESSED').demand).toEqual({ kind: 'jog', direction: 1, rateDegPerSec: 2 });
  });

  it('[H-21] are held by the clamps, in whatever order E-STOP, one channel and the latch open', () => {
    const opened: TableEventBody[] = [{ type: 'E_STOP_OPENED' }, CLAMPS_LOST, CHANNEL_OPEN, BRAKED];
    fc.assert(
      fc.property(fc.shuffledSubarray(opened, { minLength: opened.length }), (events) => {
        const table = tableIn('holding').send(...events, 'E_STOP_RELEASED');
        table.nowMs += 10_000;
        expect(table.send(RETURN).state).toBe('stopped');
        expect(outcomeOf(table.send('UP_PRESSED'))).toBe('jogging, jog');
      }),
    );
  });

  it('[H-19] holds through E-STOP in and out: RETURN does not push once more', () => {
    const table = tableIn('holding').send(RETURN);
    for (let tries = 0; tries < 3; tries += 1) table.send(BRAKED).wait(BACK_OFF_MS);
    expect([table.state, table.context.held]).toEqual(['stopped', 'obstruction']);
    table.send('E_STOP_OPENED', 'E_STOP_RELEASED');
    table.nowMs += 10_000;
    expect(table.send(RETURN).state).toBe('stopped');
    expect(outcomeOf(table.send('UP_PRESSED'))).toBe('jogging, jog');
  });

  it('[H-19] tries the way up twice more, and takes a rider who did not answer to horizontal each time', () => {
    const table = tableIn('holding').send('GRIP_OPENED');
    for (let tries = 0; tries < 2; tries += 1) {
      expect(outcomeOf(table.send(BRAKED))).toBe('backing-off, off');
      table.wait(BACK_OFF_MS - 10);
      expect(table.state).toBe('backing-off');
      table.wait(10);
      expect(outcomeOf(table)).toBe('returning-emergency, return to 0');
    }
    table.send(BRAKED).wait(BACK_OFF_MS);
    expect(outcomeOf(table)).toBe('stopped, off');
  });

  it('[H-19] goes back by 3 deg from what is in the way up, once it stands, and by none after any stop', () => {
    const table = tableIn('holding').at(-40).send(RETURN, BRAKED).wait(290);
    expect(table.demand.kind).toBe('off');
    expect(table.wait(10).demand).toMatchObject({ kind: 'retreat', targetDeg: -43 });
    expect(table.wait(3500).demand.kind).toBe('off');
    const stopped = tableIn('stopped').send('E_STOP_RELEASED', RETURN, BRAKED);
    expect([stopped.wait(300).demand.kind, stopped.wait(1700).state]).toEqual(['off', 'returning-emergency']);
  });

  it('[H-18] lets go by a degree of what is in the way down, whatever else is the matter, before it comes up', () => {
    const jammed = tableIn('moving').at(-40).send(JAMMED);
    expect(jammed.wait(90).demand.kind).toBe('off');
    expect(jammed.wait(10).demand).toMatchObject({ kind: 'retreat', targetDeg: -39 });
    expect(jammed.wait(1700).demand.kind).toBe('off');
    expect(jammed.wait(200).state).toBe('returning-emergency');
  });

  it('[H-53] goes no further back where something is in the way there, too', () => {
    const table = tableIn('holding').at(-40).send(RETURN, BRAKED).wait(500);
    expect(table.demand.kind).toBe('retreat');
    expect(table.send(JAMMED).demand.kind).toBe('off');
    expect(table.wait(6000).state).toBe('returning-emergency');
  });

  it('takes that rider upright once RETURN is pressed, even during a back-off', () => {
    const table = tableIn('holding').send('GRIP_OPENED', BRAKED, RETURN).wait(BACK_OFF_MS);
    expect(outcomeOf(table)).toBe('returning-emergency, return to 75');
  });

  it('[H-14] holds with a high alarm where the angle was lost on the way up and the blind return gave up', () => {
    expect(outcomeOf(tableIn('returning-blind').send('GAVE_UP'))).toBe('stopped, off');
    const held = tableIn('stopped').send(ANGLE_LOST, 'E_STOP_RELEASED', RETURN);
    expect(held.state).toBe('returning-emergency');
    expect(outcomeOf(held.send('GAVE_UP'))).toBe('stopped, off');
    expect(held.context.held).toBe('blind');
  });
});

describe('pause, then the program, then jog', () => {
  it('START and the console pause a jog, and the button still held goes no further', () => {
    for (const event of [{ type: 'START_PRESSED' }, { type: 'PAUSE_ASKED' }] as const) {
      const table = tableIn('jogging').send(event);
      expect(outcomeOf(table)).toBe('paused, stay');
      expect(outcomeOf(table.send('DOWN_RELEASED'))).toBe('paused, stay');
    }
  });

  it('a pause in the tick in which a phase ends is a pause, in either order', () => {
    const phaseEnds: TableEventBody = { type: 'DEADLINE', name: 'phase-ends' };
    expect(tableIn('holding').send(phaseEnds, 'START_PRESSED').state).toBe('paused');
    expect(tableIn('holding').send('START_PRESSED', phaseEnds).state).toBe('paused');
  });
});

describe('a stopped table', () => {
  it('[H-51] found inverted at power-on waits for RETURN or a held UP', () => {
    const found = tableIn('self-test').at(-60).send('FOUND_INVERTED');
    expect([outcomeOf(found), found.context.cause]).toEqual(['stopped, off', 'H-51']);
    found.send('START_PRESSED', 'SELECT_PRESSED', 'ACKNOWLEDGED', 'DOWN_PRESSED', 'ARM_ASKED');
    expect(outcomeOf(found)).toBe('stopped, off');
    expect(outcomeOf(found.send(RETURN))).toBe('returning-emergency, return to 75');
  });

  it('[H-51] moves nothing at power-on because of a fault: head-down it waits, upright it is locked', () => {
    for (const faulty of [ANGLE_STUCK, ANGLE_LOST, SOURCES_DISAGREE]) {
      expect(outcomeOf(tableIn('self-test').at(-60).send(faulty))).toBe('stopped, off');
      expect(outcomeOf(tableIn('self-test').at(75).send(faulty))).toBe('locked, stay');
    }
  });

  it('[H-21] does not obey a DOWN that is let go during the way up by hand', () => {
    const table = tableIn('holding').send('DOWN_PRESSED', CLAMPS_LOST, 'UP_PRESSED', 'DOWN_RELEASED');
    expect(outcomeOf(table)).toBe('jogging, jog');
    expect(table.send('UP_RELEASED', 'START_PRESSED').state).toBe('stopped');
  });

  it('[H-21] asks an attendant nothing while the way up by hand dips head-down once more', () => {
    const table = tableIn('holding').send(CLAMPS_LOST, 'UP_PRESSED', 'LEFT_HEAD_DOWN', 'WENT_HEAD_DOWN');
    table.wait(DEFAULT_SETTINGS.timeouts.headDownMs + 120_000);
    expect([outcomeOf(table), table.passed]).toEqual(['jogging, jog', ['arming-ends']]);
  });

  it('[H-07] is locked once upright, and a new session needs an acknowledgement and a new START', () => {
    const table = tableIn('stopped').send('E_STOP_RELEASED', RETURN).at(75).send('LEFT_HEAD_DOWN', 'ARRIVED');
    expect(outcomeOf(table)).toBe('locked, stay');
    expect(table.send('START_PRESSED', 'ARM_ASKED', 'DOWN_PRESSED', 'UP_PRESSED').state).toBe('locked');
    expect(table.send('ACKNOWLEDGED').state).toBe('ready');
    expect(table.wait(60_000).state).toBe('ready');
    expect(table.send('START_PRESSED').state).toBe('arming');
  });
});

describe('RETURN', () => {
  it('brings a table upright that has sunk while ready or locked, and locks it', () => {
    for (const state of ['ready', 'locked'] as const) {
      const table = tableIn(state).at(73.4);
      expect(outcomeOf(table.send(RETURN))).toBe('returning-emergency, return to 75');
      expect(table.at(75).send('ARRIVED').state).toBe('locked');
      expect(outcomeOf(tableIn(state).at(73.6).send(RETURN))).toBe(`${state}, stay`);
    }
  });
});

describe('the grip', () => {
  it('let go between START and the first motion makes that START void', () => {
    const table = tableIn('arming').send('GRIP_OPENED').wait(60_000);
    expect([table.state, table.context.session, table.passed]).toEqual(['ready', null, []]);
  });

  it('need not be held while the console waits for START', () => {
    const table = tableIn('ready').send('ARM_ASKED', 'GRIP_OPENED');
    expect(table.state).toBe('arming');
  });
});
