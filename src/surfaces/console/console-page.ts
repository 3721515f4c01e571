import { COMMANDS, conditionsOf } from './command-table.ts';
import type { ConsoleCommand } from './console-command.ts';
import { MAX_CONSOLES } from './console-room.ts';
import { ERROR_CODES } from './error-codes.ts';
import { MAX_QUEUED_LINES } from './line-queue.ts';
import { MAX_LINE_BYTES } from './line-reader.ts';

/**
 * docs/console.md, from the tables that the console itself runs on. `capture` is a session as it stood on a terminal, by
 * scripts/capture-console.sh.
 */
export function renderConsolePage(capture: string): string {
  return [
    '# Console',
    '',
    'Lines of text over stdin and stdout or over a serial port (115200 8N1). A line ends with CR, LF or both and holds at',
    `most ${MAX_LINE_BYTES} bytes of printable ASCII; at most ${MAX_QUEUED_LINES} lines wait. Every reply ends with \`ok\` or \`error CODE text\`.`,
    '',
    '**A single `!` byte, at any moment, returns the rider**; ctrl-C too. It needs no line end and no role, passes by',
    'everything that waits, discards the line under way, and is answered like a command.',
    '',
    ...PORTS,
    ...TYPING,
    '```text',
    ...capture.trimEnd().split('\n'),
    '```',
    '',
    ...FLOODS,
    '## Commands',
    '',
    ...COMMANDS.flatMap(commandSection),
    '## Errors',
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(ERROR_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
  ].join('\n');
}

const PORTS = [
  '## Ports and roles',
  '',
  '    upright run --console /dev/ttyUSB0 --console /dev/ttyUSB1',
  '',
  `\`--console\` may be given up to ${MAX_CONSOLES} times, with \`stdio\` among them. In a terminal the panel is there beside consoles on ports.`,
  'A port that is missing, busy or no serial port at the start ends the command with exit code 4 and says which ports there',
  'are. One that vanishes later disturbs nothing: it is tried again, after a quarter of a second at first and every five',
  'seconds at last, and who comes back finds a new session. `who` lists the consoles.',
  '',
  "Anyone may ask, pause and return. The rest needs the operator's role, which one console has at a time: `operator`, then",
  'SELECT at the panel within 10 s. Whoever had it before only reads from then on. It lapses after 5 min without a command',
  'and when the port goes away; a wire cannot tell that somebody has left its other end. Stdio on a simulated or emulated',
  'table needs no SELECT and has the role while nobody else has.',
  '',
];

const TYPING = [
  '## Typing',
  '',
  '    picocom -b 115200 /dev/ttyUSB0',
  '    minicom -D /dev/ttyUSB0 -b 115200',
  '    screen /dev/ttyUSB0 115200',
  '',
  'No flow control is needed and none is obeyed: XON and XOFF between lines are ignored. Backspace and DEL erase a character,',
  'ctrl-W a word, ctrl-U the line, ctrl-L the screen; the arrows or ctrl-P and ctrl-N bring back earlier lines. A line that is',
  'longer than 76 characters scrolls sideways. Scripts begin with `echo off`, and with `json on` where they want one line of',
  'JSON for each reply. In picocom:',
  '',
];

const FLOODS = [
  '## Noise and floods',
  '',
  'A line with a byte that is not printable ASCII is rejected at its end, never read without that byte. What comes faster',
  'than it can be answered is dropped and counted: `error LINE 9000 lines came too fast and were dropped`. While nobody reads',
  'the replies no line is answered, but `!` is obeyed. All consoles together take at most about a millisecond of a cycle; `timing`',
  'shows how punctual the cycles are. `npm run evidence:console` shows that ten megabytes of noise and `status` change nothing',
  'in an emergency return.',
  '',
];

function commandSection(command: ConsoleCommand): string[] {
  const conditions = conditionsOf(command);
  const aliases = (command.aliases ?? []).map((alias) => `\`${alias}\``).join(', ');
  const sentences = [
    `${capital(command.summary)}.`,
    command.details,
    aliases === '' ? '' : `Also ${aliases}.`,
    conditions === '' ? '' : `${capital(conditions)}.`,
  ];
  return [`### \`${command.usage}\``, '', sentences.filter((sentence) => sentence !== '').join(' '), ''];
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
