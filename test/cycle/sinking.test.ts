import { describe, expect, it } from 'vitest';
import type { Occupancy } from '../../src/domain/occupancy.ts';
import { runShort, sampleAt, uprightFromMs } from './short-session.ts';
import { TableBench } from './table-bench.ts';

const SILENT_FROM_MS = 60_000;
const FAULT_AT_MS = 180_000;

describe('laid flat on a brake that slips', () => {
  it.each([0, 6, 8, 10])('[H-48] a rider whose weight lies %d cm toward the head is brought up', (comCm) => {
    const result = runShort({
      events: [{ kind: 'fault', fault: 'H-48:brake-slips', atMs: FAULT_AT_MS }],
      simulation: { unresponsiveFromMs: SILENT_FROM_MS, rider: { massKg: 85, comCm } },
    });
    expect(sampleAt(result, FAULT_AT_MS).state).toBe('laid-flat');
    const after = result.trace.filter(({ tMs }) => tMs > FAULT_AT_MS);
    expect(Math.min(...after.map(({ tiltDeg }) => tiltDeg))).toBeGreaterThan(-4);
    expect(uprightFromMs(result)).toBeLessThan(FAULT_AT_MS + 60_000);
  });
});

/** A table that stands ready, on which somebody leans with all their weight. */
function leantOn({ comCm, latched = true, forMs = 300_000, occupancy = 'person' }: LeantOn) {
  const bench = new TableBench({ occupancy, rider: { massKg: 85, comCm } });
  const seen = { bench, lowestDeg: 75, alarms: new Set<string>(), states: new Set<string>() };
  bench.run(1000);
  if (latched) bench.press('CLAMP', null);
  bench.run(1000);
  bench.buttons.inject('H-58:leant-on');
  bench.run(forMs, () => {
    seen.lowestDeg = Math.min(seen.lowestDeg, bench.tiltDeg);
    seen.alarms.add(bench.controller.lights.alarm);
    seen.states.add(bench.controller.state);
  });
  return seen;
}

interface LeantOn {
  readonly comCm: number;
  readonly latched?: boolean;
  readonly forMs?: number;
  readonly occupancy?: Occupancy;
}

describe('ready, on a brake that slips', () => {
  it.each([0, 8])('[H-48] [H-58] a rider whose weight lies %d cm toward the head is kept upright', (comCm) => {
    const { lowestDeg, states, bench } = leantOn({ comCm });
    expect(lowestDeg).toBeGreaterThan(70);
    expect(states).toContain('returning-emergency');
    expect(bench.controller.view().faults.map(({ id }) => id)).toContain('H-48');
  });

  it('[H-48] an empty table is turned by hand as before', () => {
    for (const nobody of [{ latched: false }, { occupancy: 'none' as const }]) {
      const { lowestDeg, states, alarms } = leantOn({ comCm: 0, forMs: 150_000, ...nobody });
      expect(lowestDeg).toBeLessThan(60);
      expect([...states]).toEqual(['ready']);
      expect([...alarms]).toEqual(['none']);
    }
  });
});
