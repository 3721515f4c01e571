import { nearestName } from '../../../config/near-names.ts';
import { TABLE_STATES, type TableState } from '../../../domain/states.ts';
import { formatDuration } from '../../../domain/units.ts';
import type { TableView } from '../../../domain/view.ts';
import type { ConsoleCommand } from '../console-command.ts';
import { parseConsoleDuration } from '../console-duration.ts';
import { type ConsoleReply, done, failed, type PendingReply, ROLE_NEEDED, replyOf } from '../console-reply.ts';

const WAIT_DEFAULT_MS = 30 * 60_000;

/** The order of things in a script: wait, and leave. */
export const FLOW_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'wait',
    usage: 'wait STATE|SECONDS [within T]',
    summary: 'answers when the table is in that state, or after that time',
    details: `Lines after it wait too; \`!\` does not. Times count on the table's clock. Without T, within 30 min. States: ${TABLE_STATES.join(' ')}.`,
    words: { from: 1, to: 5 },
    role: 'anyone',
    needs: 'nothing',
    run: (words, { link }) => waitFor(words, link.view()),
  },
  {
    name: 'quit',
    aliases: ['q'],
    usage: 'quit',
    summary: 'returns, waits until upright, and ends the controller',
    details:
      "`q` and ctrl-D do the same, and so does the end of the input on stdin. Refused from E-STOP and from an alarmed hold. From a port it needs the operator's role: noise on a wire ends nothing.",
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, desk) => {
      if (!desk.mayQuit && !desk.role.isHeld(desk.nowMs())) return failed('ROLE', `quit ${ROLE_NEEDED}`);
      return replyOf(desk.quit(), 'returning, then quitting');
    },
  },
];

function waitFor(words: readonly string[], view: TableView): ConsoleReply | PendingReply {
  const at = words.indexOf('within');
  const what = (at < 0 ? words : words.slice(0, at)).join('');
  const state = TABLE_STATES.find((known) => known === what);
  const durationMs = state === undefined ? parseConsoleDuration(what) : null;
  const boundMs = at < 0 ? (durationMs ?? WAIT_DEFAULT_MS) : parseConsoleDuration(words.slice(at + 1).join(''));
  if (what === '' || boundMs === null) return failed('USAGE', 'usage: wait STATE|SECONDS [within T], T such as 30s');
  if (state === undefined && durationMs === null) return unknownState(what);
  const startMs = view.nowMs;
  return {
    kind: 'pending',
    advance: (now) => {
      const waitedMs = now.nowMs - startMs;
      if (durationMs === null ? now.state === state : waitedMs >= durationMs) return reached(now.state, waitedMs);
      if (waitedMs < boundMs) return null;
      return failed('TIMEOUT', `not ${what} within ${formatDuration(boundMs)}; the table is ${now.state}`);
    },
  };
}

function reached(state: TableState, waitedMs: number): ConsoleReply {
  return done([`${state} after ${(waitedMs / 1000).toFixed(1)} s`], { state, waitedMs });
}

function unknownState(what: string): ConsoleReply {
  const near = nearestName(what, TABLE_STATES);
  return failed('UNKNOWN', `no state ${what}; ${near === null ? TABLE_STATES.join(' ') : `did you mean ${near}?`}`);
}
