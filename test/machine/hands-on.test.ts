import { describe, expect, it } from 'vitest';
import { TableDriver, tableIn } from './table-driver.ts';

/** What hands and the console may change in a session that goes on. */
const phaseLeftMs = ({ context, nowMs }: TableDriver): number =>
  (context.deadlines['phase-ends'] ?? Number.NaN) - nowMs;
const targetOf = ({ demand }: TableDriver): number => (demand.kind === 'ramp' ? demand.targetDeg : Number.NaN);

describe('UP tapped', () => {
  it('takes 10 deg off and holds there for what was left of the hold', () => {
    const table = tableIn('holding').wait(20_000).send('UP_PRESSED').wait(390).send('UP_RELEASED');
    expect([table.state, targetOf(table)]).toEqual(['moving', -30]);
    table.at(-30).send('ARRIVED');
    expect([table.state, phaseLeftMs(table)]).toEqual(['holding', 100_000]);
  });

  it('is a jog, and then a pause, from 400 ms on', () => {
    const table = tableIn('holding').send('UP_PRESSED').wait(400).send('UP_RELEASED');
    expect(table.state).toBe('paused');
  });

  it('lets no later hold go deeper, takes off another 10 deg each time, and ends at horizontal', () => {
    const table = tableIn('moving').at(-8).send('UP_PRESSED').wait(100).send('UP_RELEASED');
    expect([table.state, targetOf(table)]).toEqual(['moving', 0]);
    const twice = tableIn('holding').send('UP_PRESSED').wait(100).send('UP_RELEASED').at(-30);
    twice.send('ARRIVED', 'UP_PRESSED').wait(100).send('UP_RELEASED');
    expect(targetOf(twice)).toBe(-20);
  });

  it('does not pause a rest at horizontal, which stands a little above it', () => {
    const table = tableIn('holding').at(0.2).send('UP_PRESSED').wait(100).send('UP_RELEASED');
    expect([table.state, targetOf(table)]).toEqual(['moving', 0]);
  });

  it('does nothing of the kind out of a hold by E-STOP: there it is the way up by hand', () => {
    const table = tableIn('stopped').send('E_STOP_RELEASED', 'UP_PRESSED').wait(100).send('UP_RELEASED');
    expect([table.state, table.demand.kind]).toEqual(['stopped', 'off']);
  });
});

describe('UP tapped in a pause', () => {
  const tap = (table: TableDriver): TableDriver => table.send('UP_PRESSED').wait(100).send('UP_RELEASED');

  it('takes 10 deg off and pauses there again, until START goes on', () => {
    const table = tap(tableIn('paused'));
    expect([table.state, targetOf(table)]).toEqual(['moving', -30]);
    table.at(-30).send('ARRIVED');
    expect(table.state).toBe('paused');
    expect(tap(table).at(-20).send('ARRIVED').state).toBe('paused');
    table.send('START_PRESSED');
    expect([table.state, targetOf(table)]).toEqual(['moving', -20]);
    expect(table.send('ARRIVED').state).toBe('holding');
  });

  it('does so out of the very motion of a tap, and beside a DOWN that was held', () => {
    const twice = tap(tap(tableIn('paused')).at(-35));
    expect([twice.state, targetOf(twice)]).toEqual(['moving', -25]);
    expect(twice.at(-25).send('ARRIVED').state).toBe('paused');
    const beside = tap(tableIn('paused').send('DOWN_PRESSED').wait(1000).at(-42)).send('DOWN_RELEASED');
    expect([beside.state, targetOf(beside)]).toEqual(['moving', -32]);
    expect(beside.at(-32).send('ARRIVED').state).toBe('paused');
  });

  it('is no comfort stop of a later hold: once START has gone on, a tap is held', () => {
    const table = tap(tap(tableIn('paused')).at(-30).send('ARRIVED', 'START_PRESSED').at(-30).send('ARRIVED'));
    expect([table.state, targetOf(table)]).toEqual(['moving', -20]);
    expect(table.at(-20).send('ARRIVED').state).toBe('holding');
  });

  it('goes no deeper than the pause, though the program would', () => {
    const table = tap(tableIn('paused').at(-20));
    expect([table.state, targetOf(table)]).toEqual(['moving', -10]);
  });

  it.each([46, 0.1])('moves nothing down, from %d deg: it is paused there', (tiltDeg) => {
    const paused = tap(new TableDriver().start().at(tiltDeg).send('START_PRESSED'));
    expect([paused.state, paused.demand.kind]).toEqual(['paused', 'stay']);
  });

  it.each([46, 1.5])('is a pause out of a motion as well, at %d deg', (tiltDeg) => {
    const moving = tap(new TableDriver().start().at(tiltDeg));
    expect([moving.state, moving.demand.kind]).toEqual(['paused', 'stay']);
  });
});

describe('UP let go after a hold', () => {
  it('locks a table that is upright, and stops one that is not', () => {
    expect(tableIn('stopped').send('E_STOP_RELEASED', 'UP_PRESSED').at(74.5).send('UP_RELEASED').state).toBe('locked');
    expect(tableIn('stopped').send('E_STOP_RELEASED', 'UP_PRESSED').at(70).send('UP_RELEASED').state).toBe('stopped');
  });
});

describe('UP and DOWN together', () => {
  it('go up, and on down only with DOWN pressed anew', () => {
    const table = tableIn('holding').send('DOWN_PRESSED').wait(1000).send('UP_PRESSED');
    expect(table.demand).toMatchObject({ kind: 'jog', direction: 1 });
    expect(table.send('DOWN_RELEASED').demand).toMatchObject({ kind: 'jog', direction: 1 });
    expect(table.wait(1000).send('UP_RELEASED').state).toBe('paused');
  });
});

describe('the length of a hold', () => {
  it('grows by 30 s with a tap on SELECT, and ends with SELECT held', () => {
    const table = tableIn('holding').wait(10_000).send('SELECT_PRESSED');
    expect(phaseLeftMs(table)).toBe(140_000);
    table.send('ACKNOWLEDGED');
    expect([table.state, table.context.session?.step]).toEqual(['moving', 1]);
  });

  it('never grows past the cap on the time head-down', () => {
    const table = tableIn('holding');
    for (let taps = 0; taps < 30; taps += 1) table.send('SELECT_PRESSED');
    const { deadlines } = table.context;
    expect(deadlines['phase-ends']).toBeLessThan(deadlines['head-down-cap'] ?? 0);
    expect(phaseLeftMs(table)).toBeGreaterThan(300_000);
  });

  it('is changed by the console, and a hold that has no time left is over', () => {
    const table = tableIn('holding').send({ type: 'PHASE_CHANGED', byMs: -60_000 });
    expect(phaseLeftMs(table)).toBe(60_000);
    table.send({ type: 'PHASE_CHANGED', byMs: -3_600_000 }).wait(10);
    expect(table.state).toBe('moving');
  });

  it('is not that of a prompt: SELECT answers it and adds nothing', () => {
    const table = tableIn('holding').send('ANSWERED');
    expect(phaseLeftMs(table)).toBe(120_000);
  });
});

describe('the console', () => {
  const LOAD = { occupancy: 'load' } as const;

  it('jogs for 300 ms at a time, repeated for as long as it is repeated, and then pauses', () => {
    const table = new TableDriver(LOAD).holdHeadDown().send({ type: 'JOG_ASKED', direction: -1 });
    expect(table.demand).toMatchObject({ kind: 'jog', direction: -1 });
    table.wait(290).send({ type: 'JOG_ASKED', direction: -1 });
    expect(table.wait(290).state).toBe('jogging');
    expect(table.wait(20).state).toBe('paused');
  });

  it('goes to a tilt, and stays there until the session may last no longer', () => {
    const table = new TableDriver(LOAD).holdHeadDown().send({ type: 'GOTO_ASKED', toDeg: -12 });
    expect([table.state, targetOf(table)]).toEqual(['moving', -12]);
    table.at(-12).send('ARRIVED');
    expect(table.state).toBe('holding');
  });

  it('sends no person down', () => {
    const table = tableIn('holding').send({ type: 'GOTO_ASKED', toDeg: -12 }, { type: 'JOG_ASKED', direction: -1 });
    expect(table.state).toBe('holding');
    expect(table.send({ type: 'JOG_ASKED', direction: 1 }).demand).toMatchObject({ kind: 'jog', direction: 1 });
  });

  it('moves no table that is held', () => {
    const table = tableIn('stopped').send(
      'E_STOP_RELEASED',
      { type: 'JOG_ASKED', direction: 1 },
      { type: 'GOTO_ASKED', toDeg: 0 },
    );
    expect([table.state, table.demand.kind]).toEqual(['stopped', 'off']);
  });
});
