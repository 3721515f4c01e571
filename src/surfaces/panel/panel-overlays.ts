import { FAULTS_PER_PAGE, type FaultChoice } from './panel-model.ts';

/** What covers the picture for a moment: the keys, or the choice of a fault. */

export const HELP_LINES: readonly string[] = [
  'Keys',
  '',
  'space  START: begin, pause, go on        r  RETURN: bring the rider up, now',
  's      SELECT: answer, choose            e  E-STOP, in and out',
  'a      acknowledge: SELECT held 1 s      g  grip, closed and open',
  'up     UP, hold to run                   c  comfort stop: UP for a moment',
  'down   DOWN, hold to run                 f  inject a fault',
  '+ -    speed of the simulated table      q  quit: return, wait, exit',
  'm      bell of this terminal off and on (NO_BELL=1: off from the start); ♪: sound',
  '',
  'Upright is the safe state. r works at any moment; only E-STOP wins over it.',
  '',
  '? closes this.',
];

export function faultLines(choices: readonly FaultChoice[], page: number): string[] {
  const pages = Math.max(Math.ceil(choices.length / FAULTS_PER_PAGE), 1);
  const shown = choices.slice(page * FAULTS_PER_PAGE, (page + 1) * FAULTS_PER_PAGE);
  return [
    `Inject a fault   ${page + 1} of ${pages}`,
    '',
    ...shown.map(
      ({ fault, summary, injected }, index) => `${index + 1}  ${injected ? '*' : ' '} ${fault.padEnd(20)} ${summary}`,
    ),
    '',
    '1-9 inject, or clear what is marked *   n p  turn the page   f close',
  ];
}
