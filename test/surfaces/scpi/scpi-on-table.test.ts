import { expect, it } from 'vitest';
import { ScpiSession } from '../../../src/surfaces/scpi/scpi-session.ts';
import { SHORT_PLAN } from '../../cycle/short-session.ts';
import { TableBench } from '../../cycle/table-bench.ts';

/** The real controller on the simulated table, in virtual time, with a client that has no port. */
function openTable() {
  const bench = new TableBench();
  bench.boot();
  const { controller, buttons } = bench;
  const session = new ScpiSession({
    link: controller,
    testInputs: buttons,
    programs: { list: () => [{ name: SHORT_PLAN.name, summary: '', totalMs: SHORT_PLAN.totalMs }], show: () => null },
    hazardText: (id) => id,
    identity: ['Upright', 'simulated table', '0', '0.1.0'],
    timing: () => null,
  });
  /** Lets time pass until the message under way is through; its response. */
  const response = (mostMs: number): string | null => {
    for (let ms = 0; ms < mostMs && session.isWaiting; ms += 10) {
      bench.run(10);
      const text = session.advance();
      if (text !== null) return text;
    }
    return null;
  };
  return { bench, session, response };
}

it('[H-08] a session by SCPI alone: armed, started, broken, and upright again', () => {
  const { bench, session, response } = openTable();
  session.execute('*CLS;:PROG:ARM');
  bench.run(100);
  expect(session.execute('STAT?;:STAT:OPER:COND?')).toBe('"arming";32');
  session.execute('INP:STAR ON');
  bench.run(5000);
  session.execute('INP:STAR OFF');
  expect(session.execute('STAT?')).toBe('"moving"');
  bench.run(20_000);
  const tilt = Number(session.execute('MEAS:TILT?'));
  expect(tilt).toBeCloseTo(bench.tiltDeg, 0);
  session.execute('FAUL:INJ "H-08"');
  bench.run(3000);
  expect(session.execute('STAT?;STAT:CAUS?')).toBe('"returning-emergency";"H-08"');
  expect(session.execute('*OPC?')).toBe(null);
  expect(response(60_000)).toBe('1');
  expect(bench.tiltDeg).toBeGreaterThan(73);
  expect(session.execute('STAT?;*TST?')).toBe('"locked";1');
  expect(session.execute('SYST:ERR:ALL?')).toBe('-330,"Self-test failed;H-08"');
});

it.each(['OUTP:RET', '*RST'])('%s brings the rider up from head-down, and *OPC? waits for it', (line) => {
  const { bench, session, response } = openTable();
  session.execute('INP:STAR ON;STAR OFF');
  bench.press('START');
  expect(bench.runUntil('holding', 120_000)).toBe(true);
  const lowestDeg = bench.tiltDeg;
  expect(lowestDeg).toBeLessThan(-5);
  expect(session.execute(`${line};*OPC?`)).toBe(null);
  expect(response(60_000)).toBe('1');
  expect(bench.tiltDeg).toBeGreaterThan(73);
  expect(bench.controller.state).toBe('locked');
});

it('[H-07] *RST after an E-STOP was released moves nothing, and OUTPut:RETurn neither: a hand does', () => {
  const { bench, session } = openTable();
  bench.press('START');
  expect(bench.runUntil('holding', 120_000)).toBe(true);
  session.execute('INP:EST ON');
  bench.run(1000);
  session.execute('INP:EST OFF');
  bench.run(1000);
  const heldDeg = bench.tiltDeg;
  expect(session.execute('*RST;:STAT?')).toBe('"stopped"');
  bench.run(5000);
  expect(Math.abs(bench.tiltDeg - heldDeg)).toBeLessThan(0.5);
  session.execute('OUTP:RET');
  expect(session.execute('SYST:ERR?')).toMatch(/^-200,"Execution error;after an E-STOP a hand is needed/);
  session.execute('INP:RET ON');
  bench.run(60_000);
  expect(bench.tiltDeg).toBeGreaterThan(73);
});

it('*RST moves nothing down from wherever it comes', () => {
  const { bench, session } = openTable();
  bench.press('START');
  let lowestDeg = Number.POSITIVE_INFINITY;
  for (let moment = 0; moment < 40; moment += 1) {
    bench.run(700);
    session.execute('*RST');
    const beforeDeg = bench.tiltDeg;
    // The table is moving down when it comes first: it slows down, and goes up from there.
    bench.run(3000, () => {
      lowestDeg = Math.min(lowestDeg, bench.tiltDeg);
    });
    if (moment > 0) expect(lowestDeg).toBeGreaterThan(beforeDeg - 0.5);
    lowestDeg = Number.POSITIVE_INFINITY;
  }
  expect(bench.tiltDeg).toBeGreaterThan(73);
});
