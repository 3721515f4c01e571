import { INPUT } from '../../../domain/inputs.ts';
import type { PortState } from '../../kept-port.ts';
import type { ConsoleCommand, ConsoleDesk } from '../console-command.ts';
import { type ConsoleReply, done, failed, type PendingReply } from '../console-reply.ts';
import type { RoomConsole } from '../console-room.ts';
import { SELECT_WITHIN_MS } from '../operator-seat.ts';

/** Who is here, and who may do more than ask, pause and return. */
export const OPERATOR_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'operator',
    usage: 'operator',
    summary: "takes the operator's role: press SELECT at the panel within 10 s",
    details:
      'One console has the role at a time: whoever had it until then only reads. It lapses after 5 min without a command and when the line is dropped. Stdio on a simulated or emulated table needs no SELECT, and has the role whenever no other console has.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, desk) => {
      const asked = desk.role.ask(desk.nowMs());
      switch (asked.kind) {
        case 'held':
          return done(['you have the role']);
        case 'busy':
          return failed('NOT_NOW', `${asked.by} is asking for the role: try again in 10 s`);
        case 'asked':
          return selectPressed(desk);
        default:
          return asked satisfies never;
      }
    },
  },
  {
    name: 'who',
    usage: 'who',
    summary: 'the consoles of this table, and which of them has the role',
    details: 'A port that is lost is tried again until it is back.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { room, role, nowMs }) => whoIsHere(room.consoles, role.holder(nowMs())),
  },
];

/** A press counts only from its edge: a SELECT that is held or stuck gives nobody the role. */
function selectPressed({ role, nowMs: now }: ConsoleDesk): PendingReply {
  const untilMs = now() + SELECT_WITHIN_MS;
  let seenOpen = false;
  return {
    kind: 'pending',
    advance: (view, nowMs) => {
      const pressed = (view.inputs & INPUT.SELECT) !== 0;
      if (pressed && seenOpen && nowMs < untilMs) {
        role.grant(nowMs);
        return done(['you have the role']);
      }
      seenOpen ||= !pressed;
      if (nowMs < untilMs) return null;
      role.stopAsking();
      return failed('TIMEOUT', 'SELECT was not pressed at the panel within 10 s');
    },
  };
}

function whoIsHere(consoles: readonly RoomConsole[], operator: string | null): ConsoleReply {
  const wide = Math.max(0, ...consoles.map(({ name }) => name.length));
  const facts = consoles.map((console) => ({
    name: console.name,
    operator: console.name === operator,
    ...console.state(),
  }));
  const lines = facts.map((fact) => `${fact.name.padEnd(wide)}  ${fact.operator ? 'operator' : whatItDoes(fact)}`);
  return done(lines, { consoles: facts });
}

function whatItDoes(state: PortState): string {
  if (state.kind === 'connected') return 'reads';
  return `lost: ${state.because}; next try in ${(state.nextTryInMs / 1000).toFixed(1)} s`;
}
