import { parseDuration } from '../../../config/duration.ts';
import type { Cause } from '../../../domain/faults.ts';
import { causeWords, remedyOf } from '../../table-words.ts';
import type { ConsoleCommand } from '../console-command.ts';
import { done, failed, ROLE_NEEDED, replyOf } from '../console-reply.ts';
import { faultLines } from '../status-lines.ts';
import { noSuchProgram } from './question-commands.ts';

/** E-STOP, clamps and obstruction: somebody must have looked at the table before it moves again. */
const AT_THE_PANEL_ONLY: ReadonlySet<Cause> = new Set<Cause>(['ESTOP', 'H-05', 'H-06', 'H-07', 'H-18', 'H-19', 'H-21']);

/** Longer than any hold. */
const LONGEST_MS = 3_600_000;

/** A session from its start to its end. */
export const SESSION_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'start',
    usage: 'start P',
    summary: 'arms program P; START at the panel within 10 s begins it',
    details: 'Nobody inverts a person from a distance: only a hand at the panel begins. P is a name from `programs`.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'nothing',
    run: ([name = ''], { link, programs }) => {
      const names = programs.list().map((program) => program.name);
      if (!names.includes(name)) return noSuchProgram(name, names);
      return replyOf(link.send({ kind: 'arm', program: name }), `armed ${name}: press START at the panel within 10 s`);
    },
  },
  {
    name: 'pause',
    aliases: ['stop'],
    usage: 'pause',
    summary: 'pauses the session: the table slows down and stands',
    details: 'A pause head-down is limited in time; after that the table returns.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { link }) => replyOf(link.send({ kind: 'pause' }), 'pausing'),
  },
  {
    name: 'resume',
    usage: 'resume',
    summary: 'goes on after a pause',
    details: '',
    words: { from: 0, to: 0 },
    role: 'operator',
    needs: 'nothing',
    run: (_words, { link }) => replyOf(link.send({ kind: 'resume' }), 'going on'),
  },
  {
    name: 'hold',
    usage: 'hold +TIME|-TIME|over',
    summary: 'makes the hold under way longer or shorter, or ends it',
    details: 'Such as `hold +30s`. Longer only as far as the caps on the time allow; after it the program goes on.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'nothing',
    run: ([word = ''], { link }) => {
      if (word === 'over') return replyOf(link.send({ kind: 'hold', byMs: -LONGEST_MS }), 'going on');
      const time = /^[+-]/.test(word) ? parseDuration(word.slice(1)) : null;
      if (time === null || !time.ok) return failed('USAGE', 'usage: hold +TIME|-TIME|over, such as hold +30s');
      const byMs = word.startsWith('-') ? -time.value : time.value;
      return replyOf(link.send({ kind: 'hold', byMs }), byMs < 0 ? 'shorter' : 'longer');
    },
  },
  {
    name: 'return',
    usage: 'return',
    summary: 'returns the rider upright, now',
    details:
      'The same as a single `!` byte or ctrl-C, which need no line and never wait. Nothing cancels it. After an E-STOP it is refused: a hand at the panel is needed there.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { link }) => replyOf(link.send({ kind: 'return' }), 'returning'),
  },
  {
    name: 'ack',
    usage: 'ack',
    summary: 'lists what has happened, says what to do, and acknowledges it where that may be done from here',
    details:
      "Anyone sees the list; acknowledging needs the operator's role. E-STOP, clamps and obstruction are acknowledged at the panel only: SELECT held for 1 s.",
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, { link, hazardText, role, nowMs }) => {
      const view = link.view();
      const latched: readonly Cause[] = view.faults.map((fault) => fault.id);
      const causes = [
        ...(view.cause === null || latched.includes(view.cause) ? [] : [`  ${causeWords(view.cause, hazardText)}`]),
        ...faultLines(view, hazardText),
      ];
      if (causes.length === 0 && view.state !== 'locked') return done(['nothing to acknowledge']);
      const remedy = remedyOf(view);
      const lines = remedy === null ? causes : [...causes, `  do: ${remedy}`];
      if ([view.cause ?? [], latched].flat().some((cause) => AT_THE_PANEL_ONLY.has(cause))) {
        return failed('REFUSED', 'this is acknowledged at the panel only: hold SELECT there for 1 s', lines);
      }
      if (!role.isHeld(nowMs())) return failed('ROLE', `ack ${ROLE_NEEDED}`, lines);
      const reply = link.send({ kind: 'acknowledge' });
      return reply.ok ? done([...lines, reply.text ?? 'acknowledged']) : failed(reply.code, reply.text, lines);
    },
  },
];
