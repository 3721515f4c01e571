import { OCCUPANCIES } from '../../../domain/occupancy.ts';
import type { ConsoleCommand } from '../console-command.ts';
import { done, failed, replyOf } from '../console-reply.ts';

const WATCH_DEFAULT_HZ = 1;
const WATCH_MOST_HZ = 10;

/** Who is on the table, and how this session talks. */
export const SETTING_COMMANDS: readonly ConsoleCommand[] = [
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
    details:
      'With it: backspace, ctrl-W (word), ctrl-U (line), ctrl-L (screen), and the history by arrows. Longer lines than the screen is wide scroll sideways.',
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
