import { describe, expect, it } from 'vitest';
import type { OperatorCommand } from '../../src/domain/commands.ts';
import { SHORT_PLAN } from './short-session.ts';
import { TableBench } from './table-bench.ts';

function ready(): TableBench {
  const bench = new TableBench();
  bench.boot();
  expect(bench.controller.state).toBe('ready');
  return bench;
}

function moving(): TableBench {
  const bench = new TableBench();
  bench.start();
  expect(bench.runUntil('moving', 2000)).toBe(true);
  bench.run(5000);
  return bench;
}

describe('answers to commands', () => {
  it.each([
    [{ kind: 'pause' }, 'NOT_NOW'],
    [{ kind: 'resume' }, 'NOT_NOW'],
    [{ kind: 'jog', direction: -1 }, 'NOT_NOW'],
    [{ kind: 'hold', byMs: 30_000 }, 'NOT_NOW'],
    [{ kind: 'goto', tiltDeg: -30 }, 'REFUSED'],
    [{ kind: 'acknowledge' }, 'REFUSED'],
    [{ kind: 'arm', program: 'nowhere' }, 'PROGRAM'],
    [{ kind: 'select', program: 'nowhere' }, 'PROGRAM'],
  ] as const)('in ready: %o is refused as %s, and nothing moves', (command, code) => {
    const bench = ready();
    expect(bench.controller.send(command)).toMatchObject({ ok: false, code });
    bench.run(2000);
    expect(bench.controller.state).toBe('ready');
    expect(bench.tiltDeg).toBe(75);
  });

  it.each([
    { kind: 'arm', program: SHORT_PLAN.name },
    { kind: 'select', program: SHORT_PLAN.name },
    { kind: 'occupancy', occupancy: 'none' },
  ] as const)('in a session: %o is for later', (command) => {
    expect(moving().controller.send(command)).toMatchObject({ ok: false, code: 'NOT_NOW' });
  });

  it.each([SHORT_PLAN.name, null])('arms %s, and moves nothing before START at the panel', (program) => {
    const bench = ready();
    expect(bench.controller.send({ kind: 'arm', program })).toEqual({
      ok: true,
      text: `armed ${SHORT_PLAN.name}: press START at the panel within 10 s`,
    });
    bench.run(5000);
    expect(bench.controller.state).toBe('arming');
    expect(bench.tiltDeg).toBe(75);
    bench.press('START');
    bench.run(4000);
    expect(bench.tiltDeg).toBeLessThan(72);
  });

  it('[H-07] after an E-STOP a return waits for a hand at the panel, and then comes up', () => {
    const bench = moving();
    bench.press('ESTOP', null);
    bench.run(1000);
    const refused = { ok: false, code: 'REFUSED' };
    expect(bench.controller.send({ kind: 'return' })).toMatchObject(refused);
    bench.buttons.release('ESTOP');
    bench.run(1000);
    const heldDeg = bench.tiltDeg;
    expect(bench.controller.send({ kind: 'return' })).toMatchObject(refused);
    bench.run(5000);
    expect(Math.abs(bench.tiltDeg - heldDeg)).toBeLessThan(0.5);
    expect(bench.controller.view().faults).toEqual([]);
    bench.press('RETURN');
    bench.run(20_000);
    expect(bench.tiltDeg).toBeGreaterThan(73);
  });

  it('an armed table that nobody starts is ready again after 10 s', () => {
    const bench = ready();
    bench.controller.send({ kind: 'arm', program: SHORT_PLAN.name });
    bench.run(10_100);
    expect(bench.controller.state).toBe('ready');
    expect(bench.tiltDeg).toBe(75);
  });

  it('refuses to arm with the reason that START would meet', () => {
    const bench = ready();
    bench.buttons.release('CLAMP');
    bench.run(100);
    const reply = bench.controller.send({ kind: 'arm', program: SHORT_PLAN.name });
    expect(reply).toMatchObject({ ok: false, code: 'REFUSED' });
    expect(reply.text).toContain('CLAMPS');
  });

  it('pauses and resumes a session, and the plant with it', () => {
    const bench = moving();
    expect(bench.controller.send({ kind: 'pause' })).toEqual({ ok: true });
    bench.run(3000);
    const pausedDeg = bench.tiltDeg;
    bench.run(5000);
    expect(bench.tiltDeg).toBeCloseTo(pausedDeg, 1);
    expect(bench.controller.send({ kind: 'resume' })).toEqual({ ok: true });
    bench.run(5000);
    expect(bench.tiltDeg).toBeLessThan(pausedDeg - 5);
  });

  it('takes a return in every state, and in a session the table turns', () => {
    expect(ready().controller.send({ kind: 'return' })).toEqual({ ok: true });
    const bench = moving();
    const fromDeg = bench.tiltDeg;
    expect(bench.controller.send({ kind: 'return' })).toEqual({ ok: true });
    bench.run(8000);
    expect(bench.tiltDeg).toBeGreaterThan(fromDeg);
    expect(bench.controller.view().cause).toBe('CONSOLE');
  });

  it('takes at most 16 commands between two ticks, and then again', () => {
    const bench = moving();
    const command: OperatorCommand = { kind: 'pause' };
    for (let count = 0; count < 16; count += 1) expect(bench.controller.send(command)).toEqual({ ok: true });
    expect(bench.controller.send(command)).toMatchObject({ ok: false, code: 'NOT_NOW' });
    bench.run(10);
    expect(bench.controller.send({ kind: 'resume' })).toEqual({ ok: true });
  });
});

describe('Gatekeeper', () => {
  it('[H-22] holds START back without a latch that was seen open, and lets it through after', () => {
    const bench = new TableBench();
    bench.table.pins.set(0b1100_0000, true);
    bench.run(1000);
    expect(bench.controller.view().refusals.map(({ id }) => id)).toEqual(['H-22']);
    bench.press('START');
    bench.run(3000);
    expect([bench.controller.state, bench.tiltDeg]).toEqual(['ready', 75]);
    bench.buttons.release('CLAMP');
    bench.run(200);
    bench.press('CLAMP', null);
    bench.run(200);
    bench.press('START');
    bench.run(4000);
    expect(bench.tiltDeg).toBeLessThan(73);
  });

  it('holds START back for a rider who is not admitted, and for hardware that carries none', () => {
    const refusal = { id: 'ADMISSION', text: 'daily dose is used up: come back tomorrow' } as const;
    const bench = new TableBench({ admission: { refusalsFor: () => [refusal] } });
    bench.start();
    bench.run(3000);
    expect([bench.controller.state, bench.tiltDeg]).toEqual(['ready', 75]);
    expect(bench.controller.view().refusals).toEqual([refusal]);
    const bare = new TableBench();
    Object.defineProperty(bare.hardware, 'facts', {
      value: { ...bare.table.facts, carriesRider: { ok: false, because: 'no watchdog: use our firmware' } },
    });
    bare.start();
    bare.run(3000);
    expect([bare.controller.state, bare.tiltDeg]).toEqual(['ready', 75]);
    expect(bare.controller.view().refusals.map(({ id }) => id)).toEqual(['HARDWARE']);
  });

  it('[H-27] holds START back while the board does not obey', () => {
    const bench = new TableBench();
    const read = bench.hardware.read.bind(bench.hardware);
    bench.boot();
    bench.hardware.read = () => ({ ...read(), mode: 'returned' });
    bench.start();
    bench.run(3000);
    expect([bench.controller.state, bench.tiltDeg]).toEqual(['ready', 75]);
    expect(bench.controller.view().refusals.map(({ id }) => id)).toEqual(['HARDWARE']);
    bench.hardware.read = read;
    bench.run(100);
    bench.press('START');
    bench.run(4000);
    expect(bench.tiltDeg).toBeLessThan(73);
  });

  it('[H-04] lets nobody acknowledge a fault that is still there, and START stays shut', () => {
    const bench = new TableBench();
    bench.boot();
    bench.buttons.inject('H-04:made');
    bench.run(500);
    bench.press('SELECT', 1500);
    bench.run(2000);
    expect(bench.controller.view().faults.map(({ id }) => id)).toEqual(['H-04']);
    bench.buttons.clear('H-04');
    bench.run(200);
    bench.press('SELECT', 1500);
    bench.run(2000);
    expect(bench.controller.view().faults).toEqual([]);
    expect(bench.controller.state).toBe('ready');
  });
});
