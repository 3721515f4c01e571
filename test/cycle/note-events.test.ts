import { describe, expect, it } from 'vitest';
import { simulateSession } from '../../sim/simulate-session.ts';
import type { SessionSample } from '../../sim/simulation-options.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import type { JournalRecord } from '../../src/domain/journal-record.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import type { Journal } from '../../src/ports/journal.ts';
import { SHORT_PLAN } from './short-session.ts';
import { TableBench } from './table-bench.ts';

class Notebook implements Journal {
  readonly records: JournalRecord[] = [];
  degraded = false;

  append(record: JournalRecord): void {
    this.records.push(record);
  }

  of<Kind extends JournalRecord['kind']>(kind: Kind): Extract<JournalRecord, { kind: Kind }>[] {
    return this.records.filter((record): record is Extract<JournalRecord, { kind: Kind }> => record.kind === kind);
  }
}

/** A short session on the simulated table: its result and every sample of it. */
function runWith(journal?: Journal) {
  const samples: SessionSample[] = [];
  const result = simulateSession({
    createController: (hardware) =>
      new TableController({
        hardware,
        settings: DEFAULT_SETTINGS,
        plan: SHORT_PLAN,
        occupancy: 'person',
        admission: ADMITS_ALL,
        findPlan: () => ({ ok: false, because: 'none' }),
        ...(journal === undefined ? {} : { journal }),
      }),
    onSample: (sample) => samples.push(sample),
    sampleEveryMs: 10,
  });
  return { result, samples };
}

describe('what the journal is told', () => {
  it('a session from START to upright, with its states', () => {
    const journal = new Notebook();
    const { result } = runWith(journal);
    expect(journal.of('session-began')).toMatchObject([{ program: SHORT_PLAN.name, occupancy: 'person' }]);
    const [ended] = journal.of('session-ended');
    expect(ended).toMatchObject({ program: SHORT_PLAN.name, outcome: 'completed', cause: null });
    expect(Math.abs((ended?.headDownMs ?? 0) - result.headDownMs)).toBeLessThan(2000);
    const states = journal.of('state');
    expect(states.map(({ from }) => from).slice(1)).toEqual(states.map(({ to }) => to).slice(0, -1));
    expect(states[0]).toMatchObject({ from: 'self-test', to: 'ready', by: 'SELF_TEST_PASSED' });
    expect(states.at(-1)).toMatchObject({ to: 'ready', by: 'ARRIVED' });
  });

  it('faults, alarms, commands, the acknowledgement, and the end by its first cause', () => {
    const journal = new Notebook();
    const bench = new TableBench({ journal });
    bench.start();
    expect(bench.runUntil('holding', 70_000)).toBe(true);
    bench.controller.send({ kind: 'resume' });
    bench.buttons.inject('H-11');
    expect(bench.runUntil('locked', 60_000)).toBe(true);
    bench.buttons.clear('H-11');
    bench.run(1000);
    bench.press('SELECT', 1500);
    expect(bench.runUntil('ready', 3000)).toBe(true);
    expect(journal.of('command')).toMatchObject([{ command: { kind: 'resume' }, answer: 'NOT_NOW' }]);
    expect(journal.of('fault')[0]).toMatchObject({ id: 'H-11', reaction: 'RET' });
    expect(journal.of('session-ended')).toMatchObject([{ outcome: 'returned', cause: 'H-11' }]);
    expect(journal.of('acknowledged')[0]?.faults).toContain('H-11');
    expect(journal.of('alarm').map(({ level }) => level)).toEqual(['medium', 'low', 'none']);
  });

  it('[H-28] the throw, and the session that ended without the machine', () => {
    const journal = new Notebook();
    const bench = new TableBench({ journal });
    bench.start();
    expect(bench.runUntil('holding', 70_000)).toBe(true);
    bench.machineThrows = true;
    expect(bench.runUntil('locked', 60_000)).toBe(true);
    bench.run(1000);
    expect(journal.of('fault')).toMatchObject([{ id: 'H-28' }]);
    expect(journal.of('session-ended')).toMatchObject([{ outcome: 'returned', cause: 'H-28' }]);
  });

  it('[H-51] that a table whose session was left open is upright', () => {
    const journal = new Notebook();
    new TableBench({ journal, sessionWasOpen: true }).run(1000);
    expect(journal.of('session-recovered')).toHaveLength(1);
  });

  it('no more of a flood than it can keep, but how much there was', () => {
    const journal = new Notebook();
    const bench = new TableBench({ journal });
    bench.boot();
    bench.run(10_000, () => {
      for (let time = 0; time < 10; time += 1) bench.controller.send({ kind: 'resume' });
    });
    bench.run(1000);
    bench.controller.send({ kind: 'resume' });
    const kept = journal.of('command').length;
    const skipped = journal.of('skipped').reduce((sum, { count }) => sum + count, 0);
    expect(kept).toBeLessThan(350);
    expect(kept + skipped).toBe(10_001);
  });
});

describe('[H-43] a journal that fails', () => {
  const trace = (samples: readonly SessionSample[]) => samples.map((sample) => ({ ...sample, state: '' }));

  it('leaves the session bit for bit the same, and locks at its end', () => {
    const without = runWith();
    let calls = 0;
    // From START on every write fails.
    const failing: Journal = {
      append: ({ kind }) => {
        if (kind === 'session-began' || calls > 0) calls += 1;
        if (calls > 0) throw new Error('ENOSPC');
      },
      get degraded() {
        return calls > 0;
      },
    };
    const { result, samples } = runWith(failing);
    expect(calls).toBeGreaterThan(5);
    expect(trace(samples)).toEqual(trace(without.samples));
    // What differs: the fault itself, that it was noticed, and that the table is locked at the very end.
    const { faults: _faults, events, ...moved } = result;
    const { faults: _none, events: eventsWithout, ...movedWithout } = without.result;
    expect(moved).toEqual(movedWithout);
    const asReady = JSON.stringify(events.filter((event) => !JSON.stringify(event).includes('H-43')));
    expect(asReady.replace('"locked"', '"ready"')).toBe(JSON.stringify(eventsWithout));
    expect(result).toMatchObject({ outcome: 'completed', cause: null });
    expect(JSON.stringify(result.faults)).toContain('H-43');
    expect(without.result.faults).toEqual([]);
  });

  it('in a hold: the hold goes on, a low alarm, and after the session locked until it is back and acknowledged', () => {
    const journal = new Notebook();
    const bench = new TableBench({ journal, occupancy: 'load' });
    bench.start();
    expect(bench.runUntil('holding', 70_000)).toBe(true);
    journal.degraded = true;
    bench.run(500);
    expect(bench.controller.state).toBe('holding');
    expect(bench.controller.view().lights.alarm).toBe('low');
    expect(bench.runUntil('locked', 300_000)).toBe(true);
    expect(bench.controller.view().lastSession).toEqual({ outcome: 'completed', cause: null });
    expect(bench.tiltDeg).toBeGreaterThan(74);
    bench.press('SELECT', 1500);
    bench.run(2000);
    expect(bench.controller.state).toBe('locked');
    journal.degraded = false;
    bench.run(100);
    bench.press('SELECT', 1500);
    bench.run(2000);
    expect(bench.controller.state).toBe('ready');
  });

  it('never blocks a return, and before START refuses to begin', () => {
    const journal = new Notebook();
    const bench = new TableBench({ journal });
    bench.start();
    expect(bench.runUntil('holding', 70_000)).toBe(true);
    journal.degraded = true;
    bench.run(100);
    bench.press('RETURN');
    expect(bench.runUntil('locked', 45_000)).toBe(true);
    expect(bench.tiltDeg).toBeGreaterThan(74);

    const other = new TableBench({ journal });
    other.start();
    other.run(5000);
    expect(other.controller.state).toBe('ready');
    expect(other.controller.view().refusals.map(({ id }) => id)).toContain('H-43');
    expect(other.tiltDeg).toBe(75);
  });
});
