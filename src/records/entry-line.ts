import type { OperatorCommand } from '../domain/commands.ts';
import type { HazardId } from '../domain/faults.ts';
import type { JournalEntry, JournalRecord } from '../domain/journal-record.ts';
import { describeTilt, formatDuration } from '../domain/units.ts';

type HazardText = (id: HazardId) => string;

/** An entry as a line that people read: number, time, and what happened. */
export function entryLine({ sequence, at, record }: JournalEntry, hazardText: HazardText): string {
  const time = at.slice(0, 23).replace('T', ' ').padEnd(23);
  return `${String(sequence).padStart(6)}  ${time}  ${recordText(record, hazardText)}`;
}

function recordText(record: JournalRecord, hazardText: HazardText): string {
  switch (record.kind) {
    case 'process-started':
      return `upright ${record.version} started on ${record.hardware} (firmware ${record.firmware}), configuration ${record.configChecksum.slice(0, 12)}, ${record.occupancy}${record.sessionWasOpen ? ', a session had been left open' : ''}`;
    case 'process-stopped':
      return `upright ended with ${record.exitCode}`;
    case 'session-began':
      return `session began: ${record.program}, ${record.occupancy}`;
    case 'session-ended': {
      const by = record.cause === null ? '' : ` by ${causeText(record.cause, hazardText)}`;
      const { program, outcome, durationMs, headDownMs } = record;
      return `session ended: ${outcome}${by}, ${program}, ${formatDuration(durationMs)}, head-down ${formatDuration(headDownMs)}`;
    }
    case 'session-recovered':
      return 'upright after the session that was left open';
    case 'state':
      return `${record.from} -> ${record.to} at ${describeTilt(Number(record.tiltDeg.toFixed(1)))}, ${record.by}`;
    case 'command':
      return `command ${commandText(record.command)}: ${record.answer}`;
    case 'fault':
      return `fault ${record.id} ${hazardText(record.id)} (${record.reaction}) at ${describeTilt(Number(record.tiltDeg.toFixed(1)))}`;
    case 'acknowledged':
      return `acknowledged${record.faults.length === 0 ? '' : `: ${record.faults.join(', ')}`}`;
    case 'alarm':
      return `alarm ${record.level}`;
    case 'skipped':
      return `${record.count} more, too many to keep`;
    case 'journal-recovered':
      return `the journal can be written again, ${record.lost} records lost: ${record.because}`;
    case 'journal-repaired':
      return `the journal was repaired: ${record.tornBytes} bytes of an unfinished record cut, ${record.damages} damaged stretches`;
    case 'foreign':
      return `of another release: ${record.text.slice(0, 200)}`;
    default:
      return record satisfies never;
  }
}

function causeText(cause: string, hazardText: HazardText): string {
  return cause.startsWith('H-') ? `${cause} ${hazardText(cause as HazardId)}` : cause;
}

function commandText({ kind, ...rest }: OperatorCommand): string {
  return [kind, ...Object.values(rest)].join(' ');
}
