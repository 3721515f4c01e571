import { nearestName } from '../../../config/near-names.ts';
import { formatDuration } from '../../../domain/units.ts';
import { entryLine } from '../../../records/entry-line.ts';
import type { ConsoleCommand } from '../console-command.ts';
import { done, failed } from '../console-reply.ts';
import { timingLine } from '../cycle-timing-line.ts';
import { limitLines } from '../limit-lines.ts';
import { faultLines, statusLines } from '../status-lines.ts';

/** A reply stays short enough for a serial line. */
const MOST_LOGGED = 200;

/** Questions: anyone may ask, at any time. */
export const QUESTION_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'status',
    usage: 'status',
    summary: 'the table in a few lines',
    details:
      'State, tilt and brake first, then program, session, cause, faults, what speaks against a start, and the board.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { link, hazardText, role, nowMs }) => {
      const view = link.view();
      const operator = role.holder(nowMs());
      return done(statusLines(view, hazardText, operator), { ...view, operator });
    },
  },
  {
    name: 'programs',
    usage: 'programs',
    summary: 'the programs that can be started',
    details: 'Name, length and what it is.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { programs }) => {
      const list = programs.list();
      const wide = Math.max(0, ...list.map(({ name }) => name.length));
      const lines = list.map(({ name, totalMs, summary }) => {
        return `${name.padEnd(wide)}  ${formatDuration(totalMs).padStart(7)}  ${summary}`;
      });
      return done(lines, { programs: list });
    },
  },
  {
    name: 'show',
    usage: 'show P',
    summary: "a program's exact timeline",
    details: 'P is a name from `programs`.',
    words: { from: 1, to: 1 },
    role: 'anyone',
    needs: 'nothing',
    run: ([name = ''], { programs }) => {
      const text = programs.show(name);
      if (text === null)
        return noSuchProgram(
          name,
          programs.list().map((program) => program.name),
        );
      const lines = text.trimEnd().split('\n');
      return done(lines, { program: name, lines });
    },
  },
  {
    name: 'faults',
    usage: 'faults',
    summary: 'the faults that are latched, with what the table did',
    details: 'A fault stays here until it is acknowledged, however quickly its cause went away.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { link, hazardText }) => {
      const view = link.view();
      const lines = view.faults.length === 0 ? ['no faults'] : faultLines(view, hazardText);
      return done(lines, { faults: view.faults.map((fault) => ({ ...fault, text: hazardText(fault.id) })) });
    },
  },
  {
    name: 'limits',
    usage: 'limits',
    summary: 'range, rates and times that the table keeps to',
    details: 'As they are configured. Bounds in the code win over any of them.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { settings }) => {
      return done(limitLines(settings), { table: settings.table, rider: settings.rider, timeouts: settings.timeouts });
    },
  },
  {
    name: 'log',
    usage: 'log [N]',
    summary: 'the last N records of the journal',
    details: 'Without N, the last 20; at most 200. Times are UTC.',
    words: { from: 0, to: 1 },
    role: 'anyone',
    needs: 'nothing',
    run: ([count = '20'], { journal, hazardText }) => {
      if (journal === null) return failed('UNAVAILABLE', 'this controller keeps no journal');
      if (!/^\d{1,4}$/.test(count)) return failed('USAGE', `usage: log [N], N up to ${MOST_LOGGED}`);
      const entries = journal.latest(Math.min(Number(count), MOST_LOGGED));
      const state = journal.degraded ? ['the journal is in memory only: it cannot be written'] : [];
      return done([...entries.map((entry) => entryLine(entry, hazardText)), ...state], {
        degraded: journal.degraded,
        entries: entries.map(({ sequence, at, record }) => ({ sequence, at, ...record })),
      });
    },
  },
  {
    name: 'timing',
    usage: 'timing',
    summary: 'how punctual the control loop has been',
    details:
      'Lateness of its cycles by the clock on the wall since the start. In JSON `counts` says how often each was seen, in tenths of a millisecond.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { timing }) => {
      const seen = timing();
      return seen === null ? failed('UNAVAILABLE', 'the control loop does not run yet') : done(...timingLine(seen));
    },
  },
  {
    name: 'version',
    usage: 'version',
    summary: 'the versions of the controller and its board',
    details: '',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { versionText }) => done(versionText.trimEnd().split('\n'), { version: versionText }),
  },
];

export function noSuchProgram(name: string, names: readonly string[]) {
  const near = nearestName(name, names);
  return failed('PROGRAM', `no program ${name}; ${near === null ? '`programs` lists them' : `did you mean ${near}?`}`);
}
