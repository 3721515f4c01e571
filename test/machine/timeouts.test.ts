import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/config/bounds.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { PLAN, settingsWith, TableDriver, tableIn, UPRIGHT_DEG } from './table-driver.ts';

const MINUTE = 60_000;
const GRIPPED = settingsWith({ board: { hasGrip: true } });

/** One long time at one tilt. */
const longAt = (tiltDeg: number, minutes: number): SessionPlan => ({
  ...PLAN,
  steps: [{ kind: 'hold', tiltDeg, durationMs: minutes * MINUTE }],
});

function outcomeOf({ state, context, demand }: TableDriver): readonly unknown[] {
  return [state, context.cause, demand.kind === 'return' ? demand.targetDeg : demand.kind];
}

const returnsUpright = (cause: string): readonly unknown[] => ['returning-emergency', cause, UPRIGHT_DEG];

describe('the defaults', () => {
  it('are those of the table of timeouts, and within the bounds in code', () => {
    const { timeouts, rider } = DEFAULT_SETTINGS;
    expect(timeouts).toMatchObject({ headDownMs: 6 * MINUTE, sessionMs: 20 * MINUTE, pauseHeadDownMs: MINUTE });
    expect(rider).toMatchObject({ aliveCheckEveryMs: MINUTE, aliveCheckAnswerMs: 10_000, unresponsive: 'lay-flat' });
    expect(BOUNDS).toMatchObject({ headDownMs: 15 * MINUTE, sessionMs: 60 * MINUTE, pauseHeadDownMs: 5 * MINUTE });
  });
});

describe('continuous time head-down', () => {
  it('ends in an emergency return after 6 min, counted from where head-down begins', () => {
    const table = new TableDriver({ settings: GRIPPED, plan: longAt(-40, 10) });
    table.start().wait(10_000).at(-6).send('WENT_HEAD_DOWN').wait(20_000).at(-40).send('ARRIVED');
    table.wait(6 * MINUTE - 20_010);
    expect(table.state).toBe('holding');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('HEAD_DOWN_CAP'));
  });

  it('is not prolonged by answers, pauses and jogs', () => {
    const table = new TableDriver({ plan: longAt(-40, 10) }).holdHeadDown();
    for (let round = 1; round <= 5; round += 1) {
      table.wait(30_000).send('START_PRESSED').wait(10_000).send('DOWN_PRESSED').wait(1000).send('DOWN_RELEASED');
      table.wait(1000).send('START_PRESSED').wait(1000).send('ARRIVED').wait(17_000).send('ANSWERED');
      expect(table.state).toBe('holding');
    }
    table.wait(30_000).send('START_PRESSED').wait(29_990);
    expect(table.state).toBe('paused');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('HEAD_DOWN_CAP'));
  });

  it('begins anew after a rest at horizontal', () => {
    const table = new TableDriver({ settings: GRIPPED, plan: longAt(-40, 14) }).holdHeadDown();
    table
      .wait(5 * MINUTE)
      .at(-2)
      .send('LEFT_HEAD_DOWN')
      .wait(MINUTE)
      .at(-6)
      .send('WENT_HEAD_DOWN');
    table.wait(6 * MINUTE - 10);
    expect(table.state).toBe('holding');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('HEAD_DOWN_CAP'));
  });
});

describe('the length of a session', () => {
  it('ends in an emergency return 20 min after START, pauses included', () => {
    const table = new TableDriver({ plan: longAt(0, 30) });
    table
      .start()
      .at(0)
      .send('ARRIVED')
      .wait(8 * MINUTE)
      .send('START_PRESSED')
      .wait(2 * MINUTE)
      .send('START_PRESSED');
    table.send('ARRIVED').wait(10 * MINUTE - 510);
    expect(table.state).toBe('holding');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('SESSION_CAP'));
  });

  it('counts through a jog and through the planned way up', () => {
    const jogging = new TableDriver()
      .start()
      .at(20)
      .send('UP_PRESSED')
      .wait(20 * MINUTE);
    expect(outcomeOf(jogging)).toEqual(returnsUpright('SESSION_CAP'));
    const slow = settingsWith({ timeouts: { sessionMs: 4 * MINUTE } });
    const planned = tableIn('returning-planned', { settings: slow });
    const leftMs = (planned.context.deadlines['session-cap'] ?? Number.NaN) - planned.nowMs;
    expect(leftMs).toBeLessThan(MINUTE + 30_000);
    expect(planned.wait(leftMs).state).toBe('returning-emergency');
  });
});

describe('the alive-check', () => {
  it('asks a rider every 60 s head-down and gives 10 s to answer', () => {
    const table = new TableDriver().start().wait(10_000).at(-6).send('WENT_HEAD_DOWN').wait(59_990);
    expect(table.context.deadlines['alive-answer']).toBeUndefined();
    table.wait(10);
    expect(table.context.deadlines['alive-answer']).toBe(table.nowMs + 10_000);
    expect(table.state).toBe('moving');
    table.wait(9990).send('ANSWERED');
    expect(table.context.deadlines['alive-answer']).toBeUndefined();
    expect(table.context.deadlines['alive-prompt']).toBe(table.nowMs + 60_000);
  });

  it('is answered and nothing else happens, in every state of a session', () => {
    for (const state of ['moving', 'holding', 'paused', 'jogging'] as const) {
      const table = tableIn(state);
      table.nowMs = table.context.deadlines['alive-prompt'] ?? Number.NaN;
      const { demand } = table.send({ type: 'DEADLINE', name: 'alive-prompt' });
      const { session } = table.context;
      table.send('ANSWERED');
      expect([table.state, table.context.session]).toEqual([state, session]);
      expect(table.demand).toBe(demand);
    }
  });

  it('unanswered, lays the rider flat and holds there without limit until any button brings them upright', () => {
    const table = tableIn('holding').wait(MINUTE);
    expect(table.wait(9990).state).toBe('holding');
    expect(outcomeOf(table.wait(10))).toEqual(['returning-emergency', 'ALIVE', 0]);
    table.at(-3).send('LEFT_HEAD_DOWN').at(0).send('ARRIVED');
    expect(outcomeOf(table.wait(3 * 60 * MINUTE))).toEqual(['laid-flat', 'ALIVE', 'stay']);
    expect(table.context.lastSession).toEqual({ outcome: 'returned', cause: 'ALIVE' });
    for (const press of ['START_PRESSED', 'SELECT_PRESSED', 'UP_PRESSED', 'DOWN_PRESSED'] as const) {
      expect(outcomeOf(tableIn('laid-flat').send(press))).toEqual(returnsUpright('GRIP'));
    }
    expect(outcomeOf(table.send({ type: 'RETURN_ASKED', by: 'RETURN' }))).toEqual(returnsUpright('ALIVE'));
    expect(table.at(UPRIGHT_DEG).send('ARRIVED').state).toBe('locked');
  });

  it('unanswered, brings the rider upright where the settings say so', () => {
    const table = tableIn('holding', { settings: settingsWith({ rider: { unresponsive: 'upright' } }) });
    expect(outcomeOf(table.wait(MINUTE + 10_000))).toEqual(returnsUpright('ALIVE'));
    expect(table.at(UPRIGHT_DEG).send('LEFT_HEAD_DOWN', 'ARRIVED').state).toBe('locked');
  });

  it('asks nobody where a load or nothing is on the table, nor where a grip is held instead', () => {
    for (const options of [{ occupancy: 'load' }, { occupancy: 'none' }, { settings: GRIPPED }] as const) {
      const table = new TableDriver({ plan: longAt(-40, 5), ...options }).holdHeadDown().wait(4 * MINUTE);
      expect([table.state, table.passed]).toEqual(['holding', ['arming-ends']]);
    }
  });

  it('asks nobody head-up, and takes its question back with the rider head-up again', () => {
    const upright = new TableDriver({ plan: longAt(0, 10) })
      .start()
      .at(0)
      .send('ARRIVED')
      .wait(5 * MINUTE);
    expect(upright.passed).toEqual(['arming-ends']);
    const table = tableIn('holding').wait(MINUTE);
    table.at(-2).send('LEFT_HEAD_DOWN');
    expect(table.wait(30_000).passed.filter((name) => name === 'alive-answer')).toEqual([]);
  });

  it('asks no question in the tick in which the rider comes head-up', () => {
    const table = tableIn('holding').at(-2).send('LEFT_HEAD_DOWN', { type: 'DEADLINE', name: 'alive-prompt' });
    expect(table.context.deadlines['alive-answer']).toBeUndefined();
  });

  it('does not ask again in a tick in which the table was stopped or is on its way up', () => {
    const asked = tableIn('holding').wait(MINUTE);
    asked.send('E_STOP_OPENED', 'ANSWERED');
    expect(asked.context.deadlines).toEqual({});
  });
});

describe('a pause head-down', () => {
  it('ends in an emergency return after 60 s', () => {
    const table = tableIn('holding', { settings: GRIPPED }).send('START_PRESSED').wait(59_990);
    expect(table.state).toBe('paused');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('PAUSE_CAP'));
  });

  it('head-up may last as long as the session', () => {
    const table = new TableDriver()
      .start()
      .at(30)
      .send('START_PRESSED')
      .wait(15 * MINUTE);
    expect(table.state).toBe('paused');
  });

  it('that began head-up and comes to rest head-down lasts 60 s from there', () => {
    const table = new TableDriver({ settings: GRIPPED }).start().at(-4).send('START_PRESSED').wait(800);
    table.at(-5.1).send('WENT_HEAD_DOWN').wait(59_990);
    expect(table.state).toBe('paused');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('PAUSE_CAP'));
  });

  it('that comes to rest head-up has no limit any more', () => {
    const table = tableIn('holding', { settings: GRIPPED }).send('START_PRESSED').at(-2).send('LEFT_HEAD_DOWN');
    expect(table.wait(10 * MINUTE).state).toBe('paused');
  });

  it('is over once the program goes on', () => {
    const table = tableIn('holding', { settings: GRIPPED, plan: longAt(-40, 5) })
      .send('START_PRESSED')
      .wait(59_000);
    table
      .send('START_PRESSED')
      .wait(1000)
      .send('ARRIVED')
      .wait(3 * MINUTE);
    expect(table.state).toBe('holding');
  });
});

describe('a ramp', () => {
  it('that takes longer than planned x 1.5 + 3 s ends in an emergency return', () => {
    const table = new TableDriver({ settings: GRIPPED }).start();
    // 115 deg at 2 deg/s, its changes of speed 3 s at most: 60.5 s planned.
    const allowedMs = (table.context.deadlines['ramp-late'] ?? Number.NaN) - table.nowMs;
    expect(allowedMs).toBe((115 / 2 + 3) * 1500 + 3000);
    table
      .at(-6)
      .send('WENT_HEAD_DOWN')
      .wait(allowedMs - 10);
    expect(table.state).toBe('moving');
    expect(outcomeOf(table.wait(10))).toEqual(returnsUpright('RAMP_LATE'));
  });

  it('is timed anew from where it goes on after a pause', () => {
    const table = tableIn('moving').send('START_PRESSED').wait(30_000);
    expect(table.context.deadlines['ramp-late']).toBeUndefined();
    table.send('START_PRESSED');
    expect(table.context.deadlines['ramp-late']).toBe(table.nowMs + (20 / 2 + 3) * 1500 + 3000);
  });

  it('on the planned way up is timed like any other', () => {
    const table = tableIn('returning-planned').at(10).wait(75_000);
    expect(outcomeOf(table)).toEqual(returnsUpright('RAMP_LATE'));
  });

  it('that arrives in time leaves nothing behind', () => {
    const table = new TableDriver({ settings: GRIPPED }).holdHeadDown();
    expect(table.context.deadlines['ramp-late']).toBeUndefined();
  });
});

describe('the small times', () => {
  it('0.5 s pass from START to the first motion', () => {
    const table = tableIn('arming').wait(490);
    expect([table.state, table.demand.kind]).toEqual(['arming', 'stay']);
    expect(table.wait(10).state).toBe('moving');
  });

  it('the console waits 10 s for START at the panel, and the session counts from that press', () => {
    const table = tableIn('ready').send('ARM_ASKED').wait(9990);
    expect([table.state, table.context.session]).toEqual(['arming', null]);
    expect(table.wait(10).state).toBe('ready');
    table.send('ARM_ASKED').wait(9000).send('START_PRESSED');
    expect(table.context.session?.startedAtMs).toBe(table.nowMs);
    expect(table.wait(500).state).toBe('moving');
  });
});

describe('two deadlines at one instant', () => {
  it('are answered by the weightier: a cap before the end of a phase, the way up before a question', () => {
    const table = new TableDriver({
      settings: settingsWith({ timeouts: { headDownMs: MINUTE } }),
      plan: longAt(-40, 1),
    }).holdHeadDown();
    expect(outcomeOf(table.wait(MINUTE))).toEqual(returnsUpright('HEAD_DOWN_CAP'));
    expect(table.passed.at(-1)).toBe('head-down-cap');
  });

  it('lay nobody flat whom a cap brings upright in the same tick', () => {
    const table = tableIn('holding').send('GRIP_OPENED', { type: 'DEADLINE', name: 'head-down-cap' });
    expect(outcomeOf(table)).toEqual(returnsUpright('GRIP'));
  });
});
