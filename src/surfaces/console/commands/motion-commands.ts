import type { ConsoleCommand } from '../console-command.ts';
import { failed, replyOf } from '../console-reply.ts';

const TILT = /^([+-]?\d{1,3}(?:\.\d{1,3})?)(?:°|deg)?$/;
const NOT_WITH_A_PERSON = 'not with a person on the table; `occupancy load` or `occupancy none` says otherwise';

/** Motion by hand from the console. */
export const MOTION_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'jog',
    usage: 'jog up|down',
    summary: 'moves for 300 ms; repeated within that time, goes on',
    details:
      'Hold-to-run: the table stops as soon as the command is no longer repeated. `jog down` is refused with a person.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'nothing',
    run: ([direction], { link }) => {
      if (direction === 'up') return replyOf(link.send({ kind: 'jog', direction: 1 }));
      if (direction !== 'down') return failed('USAGE', 'usage: jog up|down');
      if (link.view().occupancy === 'person') return failed('REFUSED', NOT_WITH_A_PERSON);
      return replyOf(link.send({ kind: 'jog', direction: -1 }));
    },
  },
  {
    name: 'goto',
    usage: 'goto DEG',
    summary: 'moves to a tilt and stays there',
    details: 'DEG is head-up positive: `goto -20` is 20° head-down. Refused with a person and outside of the range.',
    words: { from: 1, to: 1 },
    role: 'operator',
    needs: 'nothing',
    run: ([word = ''], { link, settings: { table } }) => {
      const degrees = TILT.exec(word)?.[1];
      if (degrees === undefined) return failed('USAGE', 'usage: goto DEG, such as goto -20');
      const tiltDeg = Number(degrees);
      if (tiltDeg > table.uprightDeg || tiltDeg < table.invertedDeg) {
        return failed('REFUSED', `${tiltDeg}° is outside of ${table.uprightDeg}° to ${table.invertedDeg}°`);
      }
      if (link.view().occupancy === 'person') return failed('REFUSED', NOT_WITH_A_PERSON);
      return replyOf(link.send({ kind: 'goto', tiltDeg }), `going to ${tiltDeg}°`);
    },
  },
];
