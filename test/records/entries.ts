import type { JournalEntry, JournalRecord } from '../../src/domain/journal-record.ts';

/** A record of every kind that is written, as a session makes them. */
export const RECORDS: readonly JournalRecord[] = [
  {
    kind: 'process-started',
    atMs: 0,
    version: '0.1.0',
    hardware: 'simulated table',
    firmware: 'sim',
    configChecksum: 'c0ffee',
    occupancy: 'person',
    sessionWasOpen: false,
  },
  { kind: 'session-recovered', atMs: 500 },
  { kind: 'session-began', atMs: 2000, program: 'kim-2013-60', occupancy: 'person' },
  { kind: 'state', atMs: 2000, from: 'ready', to: 'arming', by: 'START_PRESSED', tiltDeg: 75 },
  { kind: 'command', atMs: 3000, command: { kind: 'select', program: 'Übung "1"\n\u001e' }, answer: 'ok' },
  { kind: 'fault', atMs: 4000, id: 'H-11', reaction: 'RET', tiltDeg: -12.5 },
  { kind: 'alarm', atMs: 4000, level: 'medium' },
  {
    kind: 'session-ended',
    atMs: 45_000,
    program: 'kim-2013-60',
    outcome: 'returned',
    cause: 'H-11',
    durationMs: 43_000,
    headDownMs: 9000,
  },
  { kind: 'acknowledged', atMs: 50_000, faults: ['H-11'] },
  { kind: 'skipped', atMs: 51_000, count: 7 },
  { kind: 'journal-recovered', atMs: 52_000, because: 'ENOSPC', lost: 3 },
  { kind: 'journal-repaired', atMs: 53_000, tornBytes: 17, damages: 1 },
  { kind: 'process-stopped', atMs: 60_000, exitCode: 3 },
];

export function entriesOf(records: readonly JournalRecord[], first = 1): readonly JournalEntry[] {
  return records.map((record, index) => ({
    sequence: first + index,
    at: new Date(1_790_000_000_000 + record.atMs).toISOString(),
    record,
  }));
}
