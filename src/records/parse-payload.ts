import { z } from 'zod';
import type { JournalEntry, JournalRecord, JournalRecordKind } from '../domain/journal-record.ts';

/** JSON of a journal to a record. Words are taken as they stand: another release may know more of them. */

const text = z.string();
const number = z.number();

/** The fields of each kind; a kind that is missing does not compile. */
const FIELDS = {
  'process-started': {
    version: text,
    hardware: text,
    firmware: text,
    configChecksum: text,
    occupancy: text,
    sessionWasOpen: z.boolean(),
  },
  'process-stopped': { exitCode: number },
  'session-began': { program: text, occupancy: text },
  'session-ended': { program: text, outcome: text, cause: text.nullable(), durationMs: number, headDownMs: number },
  'session-recovered': {},
  state: { from: text, to: text, by: text, tiltDeg: number },
  command: { command: z.looseObject({ kind: text }), answer: text },
  fault: { id: text, reaction: text, tiltDeg: number },
  acknowledged: { faults: z.array(text) },
  alarm: { level: text },
  skipped: { count: number },
  'journal-recovered': { because: text, lost: number },
  'journal-repaired': { tornBytes: number, damages: number },
  foreign: { text },
} as const satisfies Readonly<Record<JournalRecordKind, z.ZodRawShape>>;

const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(FIELDS).map(([kind, fields]) => [kind, z.looseObject({ atMs: number, ...fields })]),
);

const envelope = z.looseObject({ at: text.prefault('unknown'), kind: text.prefault(''), atMs: number.prefault(0) });

/** Never throws: what is no record of ours is handed on as `foreign`, with its text. */
export function parsePayload(payload: string): Pick<JournalEntry, 'at' | 'record'> {
  const parsed = envelope.safeParse(jsonOf(payload));
  if (!parsed.success) return { at: 'unknown', record: { kind: 'foreign', atMs: 0, text: payload } };
  const { at, ...record } = parsed.data;
  const isKnown = SCHEMAS.get(record.kind)?.safeParse(record).success === true;
  if (!isKnown) return { at, record: { kind: 'foreign', atMs: record.atMs, text: payload } };
  return { at, record: record as unknown as JournalRecord };
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
