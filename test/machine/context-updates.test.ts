import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/domain/faults.ts';
import * as update from '../../src/machine/context-updates.ts';
import type { TableEvent } from '../../src/machine/table-event.ts';
import { ANGLE_STUCK, DRIFTS, PLAN, RETURN, TableDriver, tableIn } from './table-driver.ts';

const phaseLeftMs = (table: TableDriver): number => (table.context.deadlines['phase-ends'] ?? Number.NaN) - table.nowMs;

describe('the time of a hold', () => {
  it('stands still during pauses, jogs and the way back, however often', () => {
    const interruptions = fc.array(
      fc.record({
        heldMs: fc.integer({ min: 0, max: 10_000 }),
        awayMs: fc.integer({ min: 10, max: 5000 }),
        byJog: fc.boolean(),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(interruptions, (rounds) => {
        const table = new TableDriver({ occupancy: 'load' }).holdHeadDown();
        let leftMs = 120_000;
        for (const { heldMs, awayMs, byJog } of rounds) {
          table.wait(heldMs);
          leftMs -= heldMs;
          if (byJog)
            table
              .send('UP_PRESSED')
              .wait(400 + awayMs)
              .send('UP_RELEASED');
          else table.send('START_PRESSED').wait(awayMs);
          table.wait(100).send('START_PRESSED').wait(awayMs).send('ARRIVED');
        }
        expect([table.state, phaseLeftMs(table)]).toEqual(['holding', leftMs]);
      }),
      { numRuns: 50 },
    );
  });

  it('is kept by a pause on the way back to it', () => {
    const table = tableIn('holding').wait(20_000).send('START_PRESSED', 'START_PRESSED').wait(500);
    table.send('START_PRESSED').wait(500).send('START_PRESSED').wait(500).send('ARRIVED');
    expect(phaseLeftMs(table)).toBe(100_000);
  });

  it('is over when it has run out in the tick of the pause, and the program goes on', () => {
    const table = new TableDriver({ occupancy: 'load' }).holdHeadDown().wait(119_990);
    table.nowMs += 30;
    table.send('START_PRESSED');
    expect(table.context.session?.phaseRemainingMs).toBe(0);
    table.send('START_PRESSED', 'ARRIVED').wait(10);
    expect([table.state, table.context.session?.step]).toEqual(['moving', 1]);
  });
});

describe('a whole session', () => {
  it('goes through its steps and ends ready, with nothing left of it', () => {
    const table = new TableDriver({ occupancy: 'load' }).holdHeadDown().wait(120_000);
    expect(table.demand).toMatchObject({ kind: 'ramp', targetDeg: 0 });
    table.at(-2).send('LEFT_HEAD_DOWN').at(0).send('ARRIVED');
    expect(table.state).toBe('resting');
    table.wait(30_000);
    expect(table.demand).toMatchObject({ kind: 'return', targetDeg: 75 });
    table.at(75).send('ARRIVED');
    expect(table.state).toBe('ready');
    expect(table.context).toMatchObject({ session: null, cause: null, deadlines: {} });
    expect(table.context.lastSession).toEqual({ outcome: 'completed', cause: null });
  });

  it('sums the stretches head-down', () => {
    const table = new TableDriver({ occupancy: 'load' }).holdHeadDown().wait(7000).send('LEFT_HEAD_DOWN').wait(5000);
    expect(table.context.session).toMatchObject({ headDownMs: 7000, headDownSinceMs: null });
    table.send('WENT_HEAD_DOWN').wait(3000).send('LEFT_HEAD_DOWN', 'LEFT_HEAD_DOWN');
    expect(table.context.session?.headDownMs).toBe(10_000);
  });

  it('begins with nothing of the one before', () => {
    const table = tableIn('locked').send('ACKNOWLEDGED', 'START_PRESSED');
    expect(table.context).toMatchObject({
      cause: null,
      held: null,
      degraded: false,
      obstructions: 0,
      slowReturn: false,
      layFlat: false,
    });
    expect(table.context.session).toEqual({
      startedAtMs: table.nowMs,
      step: 0,
      phaseRemainingMs: 120_000,
      notBelowDeg: Number.NEGATIVE_INFINITY,
      gotoDeg: null,
      inPause: false,
      easeToDeg: null,
      headDownSinceMs: null,
      headDownMs: 0,
    });
  });

  it('[H-10] is finished when a fault asks only for that, and is locked then', () => {
    const table = tableIn('returning-planned').send(DRIFTS);
    expect(table.state).toBe('returning-planned');
    expect(table.at(75).send('ARRIVED').state).toBe('locked');
    expect(table.context.lastSession).toEqual({ outcome: 'completed', cause: null });
  });
});

describe('how a session ended', () => {
  it('is stopped while it is held, and returned once it is up, by the first cause', () => {
    const table = tableIn('holding').send('E_STOP_OPENED');
    expect(table.context.lastSession).toEqual({ outcome: 'stopped', cause: 'ESTOP' });
    table.send('E_STOP_RELEASED', RETURN, ANGLE_STUCK).at(75).send('ARRIVED');
    expect(table.context.lastSession).toEqual({ outcome: 'returned', cause: 'ESTOP' });
  });

  it('is not rewritten by what happens between two sessions', () => {
    const table = tableIn('ready').send(ANGLE_STUCK);
    expect([table.state, table.context.cause, table.context.lastSession]).toEqual(['locked', 'H-08', null]);
    const armed = tableIn('ready').send('ARM_ASKED', RETURN, 'ARRIVED');
    expect([armed.state, armed.context.lastSession]).toEqual(['locked', null]);
  });
});

describe('causeOf', () => {
  const here = { atMs: 0, tiltDeg: 0, latchClosed: true };
  it.each<[TableEvent, string | null]>([
    [{ ...here, type: 'E_STOP_OPENED' }, 'ESTOP'],
    [{ ...here, type: 'FAULT', id: 'H-08', reaction: 'RET' }, 'H-08'],
    [{ ...here, type: 'BRAKED', id: 'H-19' }, 'H-19'],
    [{ ...here, type: 'RETURN_ASKED', by: 'RETURN' }, 'RETURN'],
    [{ ...here, type: 'RETURN_ASKED', by: 'CONSOLE' }, 'CONSOLE'],
    [{ ...here, type: 'GRIP_OPENED' }, 'GRIP'],
    [{ ...here, type: 'FOUND_INVERTED' }, 'H-51'],
    [{ ...here, type: 'FOUND_BLIND' }, 'H-51'],
    [{ ...here, type: 'DEADLINE', name: 'session-cap' }, 'SESSION_CAP'],
    [{ ...here, type: 'DEADLINE', name: 'head-down-cap' }, 'HEAD_DOWN_CAP'],
    [{ ...here, type: 'DEADLINE', name: 'pause-cap' }, 'PAUSE_CAP'],
    [{ ...here, type: 'DEADLINE', name: 'ramp-late' }, 'RAMP_LATE'],
    [{ ...here, type: 'DEADLINE', name: 'alive-answer' }, 'ALIVE'],
    [{ ...here, type: 'DEADLINE', name: 'phase-ends' }, null],
    [{ ...here, type: 'DEADLINE', name: 'back-off-ends' }, null],
    [{ ...here, type: 'START_PRESSED' }, null],
  ])('%o is %s', (event, cause) => {
    expect(update.causeOf(event)).toBe(cause);
    if (cause !== null && !cause.startsWith('H-')) expect(CAUSES).toContain(cause);
  });
});

describe('between sessions', () => {
  const other = { ...PLAN, name: 'another' };

  it('program and occupancy can be chosen, and not in one', () => {
    for (const state of ['self-test', 'ready', 'locked'] as const) {
      const table = tableIn(state).send({ type: 'PROGRAM_SELECTED', plan: other });
      table.send({ type: 'OCCUPANCY_SET', occupancy: 'load' });
      expect([table.context.plan.name, table.context.occupancy]).toEqual(['another', 'load']);
    }
    for (const state of ['arming', 'moving', 'holding', 'paused', 'returning-emergency', 'stopped'] as const) {
      const table = tableIn(state).send({ type: 'PROGRAM_SELECTED', plan: other });
      table.send({ type: 'OCCUPANCY_SET', occupancy: 'load' });
      expect([table.context.plan.name, table.context.occupancy]).toEqual([PLAN.name, 'person']);
    }
  });
});
