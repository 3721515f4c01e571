import { INPUT } from '../../../domain/inputs.ts';
import { OCCUPANCIES } from '../../../domain/occupancy.ts';
import type { ConsoleCommand, ConsoleDesk } from '../console-command.ts';
import { done, failed, type PendingReply, replyOf } from '../console-reply.ts';

const SELECT_WITHIN_MS = 10_000;
const WATCH_DEFAULT_HZ = 1;
const WATCH_MOST_HZ = 10;

/** Who is here, and how this session talks. */
export const SETTING_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'operator',
    usage: 'operator',
    summary: "takes the operator's role: press SELECT at the panel within 10 s",
    details: 'The role lapses after 5 min without a command and when the line is dropped.',
    words: { from: 0, to: 0 },
    role: 'anyone',
    needs: 'nothing',
    run: (_words, desk) => {
      if (desk.role.isHeld(desk.nowMs())) return done(['you have the role']);
      return selectPressed(desk);
    },
  },
  {
    name: 'occupancy',
    usage: 'occupancy person|load|none',
    summary: 'says who or what is on the table',
    details:
      '`load` is a clamped weight; `none` has both clamps open, and one closing returns the table. Forgotten at exit.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'nothing',
    run: ([word], { link }) => {
      const occupancy = OCCUPANCIES.find((known) => known === word);
      if (occupancy === undefined) return failed('USAGE', 'usage: occupancy person|load|none');
      return replyOf(link.send({ kind: 'occupancy', occupancy }), `on the table: ${occupancy}`);
    },
  },
  {
    name: 'rider',
    usage: 'rider L',
    summary: 'says by label who rides',
    details: '',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'later',
    run: () => failed('UNAVAILABLE', 'this controller keeps no riders yet'),
  },
  {
    name: 'watch',
    usage: 'watch [HZ|off]',
    summary: 'a line with time, state, tilt and rate, HZ times a second, between the replies',
    details: `Without HZ once a second, at most ${WATCH_MOST_HZ} times; \`watch off\` or \`watch 0\` ends it. Each line begins with \`watch\`.`,
    words: { from: 0, to: 1 },
    role: 'anyone',
    needs: 'nothing',
    run: ([word = String(WATCH_DEFAULT_HZ)], { modes }) => {
      const watchHz = word === 'off' ? 0 : /^\d{1,2}(\.\d)?$/.test(word) ? Number(word) : Number.NaN;
      if (!(watchHz <= WATCH_MOST_HZ)) return failed('USAGE', `usage: watch [HZ|off], HZ up to ${WATCH_MOST_HZ}`);
      modes.watchHz = watchHz === 0 ? null : watchHz;
      return done();
    },
  },
  {
    name: 'echo',
    usage: 'echo on|off',
    summary: 'echo, prompt and line editing; off for scripts',
    details: 'With it: backspace, ctrl-U and the history by arrows.',
    words: { from: 1, to: 1 },
    role: 'anyone',
    needs: 'nothing',
    run: ([word], { modes }) => {
      if (word !== 'on' && word !== 'off') return failed('USAGE', 'usage: echo on|off');
      modes.echo = word === 'on';
      return done();
    },
  },
  {
    name: 'json',
    usage: 'json on|off',
    summary: 'makes each reply one line of JSON',
    details:
      '`{"ok":true,"command":...,"data":{...}}`, or `text` with lines; `{"ok":false,"command":...,"code":...,"text":...}`.',
    words: { from: 1, to: 1 },
    role: 'anyone',
    needs: 'nothing',
    run: ([word], { modes }) => {
      if (word !== 'on' && word !== 'off') return failed('USAGE', 'usage: json on|off');
      modes.json = word === 'on';
      return done();
    },
  },
];

/** A press counts only from its edge: a SELECT that is held or stuck gives nobody the role. */
function selectPressed(desk: ConsoleDesk): PendingReply {
  const untilMs = desk.nowMs() + SELECT_WITHIN_MS;
  let seenOpen = false;
  return {
    kind: 'pending',
    advance: (view, nowMs) => {
      const pressed = (view.inputs & INPUT.SELECT) !== 0;
      if (pressed && seenOpen && nowMs < untilMs) {
        desk.role.grant(nowMs);
        return done(['you have the role']);
      }
      seenOpen ||= !pressed;
      return nowMs < untilMs ? null : failed('TIMEOUT', 'SELECT was not pressed at the panel within 10 s');
    },
  };
}
