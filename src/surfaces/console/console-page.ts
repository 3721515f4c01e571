import { COMMANDS, conditionsOf } from './command-table.ts';
import type { ConsoleCommand } from './console-command.ts';
import { ERROR_CODES } from './error-codes.ts';
import { MAX_QUEUED_LINES } from './line-queue.ts';
import { MAX_LINE_BYTES } from './line-reader.ts';

/** docs/console.md, from the tables that the console itself runs on. */
export function renderConsolePage(): string {
  return [
    '# Console',
    '',
    'Lines of text over stdin and stdout or over a serial port (115200 8N1). A line ends with CR, LF or both and holds at',
    `most ${MAX_LINE_BYTES} bytes of printable ASCII; at most ${MAX_QUEUED_LINES} lines wait. Every reply ends with \`ok\` or \`error CODE text\`.`,
    '',
    '**A single `!` byte, at any moment, returns the rider**; ctrl-C too. It needs no line end and no role, passes by',
    'everything that waits, discards the line under way, and is answered like a command.',
    '',
    "Anyone may ask, pause and return. The rest needs the operator's role: `operator`, then SELECT at the panel within",
    '10 s. Stdio on a simulated or emulated table has it.',
    '',
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
