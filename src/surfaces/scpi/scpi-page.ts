import { SCPI_COMMANDS } from './command-tree.ts';
import { MAX_ERRORS } from './error-queue.ts';
import { MAX_MESSAGE_BYTES } from './message-splitter.ts';
import { MAX_QUEUED_MESSAGES } from './scpi-client.ts';
import type { ScpiCommand } from './scpi-command.ts';
import { SCPI_ERRORS } from './scpi-errors.ts';
import { MAX_CLIENTS } from './scpi-room.ts';
import { type ConditionBit, OPERATION_BITS, QUESTIONABLE_BITS } from './table-conditions.ts';

/** docs/scpi.md, from the rows that the port itself runs on. `example` is docs/examples/scpi-example.py. */
export function renderScpiPage(example: string): string {
  return [
    ...INTRODUCTION,
    '## A session with PyVISA',
    '',
    '[examples/scpi-example.py](examples/scpi-example.py), as the tests run it over a socket and over a serial line:',
    '',
    '```python',
    ...example.trimEnd().split('\n'),
    '```',
    '',
    ...GRAMMAR,
    ...STATUS,
    ...registerTable('OPERation', OPERATION_BITS),
    ...registerTable('QUEStionable', QUESTIONABLE_BITS),
    ...COMPLETION,
    '## Commands',
    '',
    ...SCPI_COMMANDS.flatMap(commandSection),
    '## Errors',
    '',
    `\`SYSTem:ERRor?\` gives them in order, at most ${MAX_ERRORS}. Whatever is wrong with a line, it is one error.`,
    '',
    '| number | text | when |',
    '| --- | --- | --- |',
    ...SCPI_ERRORS.map(([number, text, meaning]) => `| ${number} | ${text} | ${meaning} |`),
    '',
  ].join('\n');
}

const INTRODUCTION = [
  '# SCPI',
  '',
  'A table as an instrument of a test bench, by the habits of IEEE 488.2 and SCPI-99. PyVISA and pyvisa-py talk to it over a',
  'raw socket or a serial port. Made from the command tree itself: `npm run docs` writes this page.',
  '',
  '    upright run --scpi tcp:127.0.0.1:5025        raw socket, for programs on this computer',
  '    upright run --scpi tcp:0.0.0.0:5025          for the network too: there is no password',
  '    upright run --scpi /dev/ttyUSB0              serial, 115200 8N1',
  '',
  `\`tcp:5025\` and \`tcp\` mean 127.0.0.1:5025; port 0 is any that is free, and stderr says which. \`--scpi\` may be given more`,
  `than once; ${MAX_CLIENTS} clients can be there at a time, and another is hung up on. Each has its own errors, registers and message.`,
  'A port that is taken, missing or not permitted ends the command with exit code 4, an address that is none with 2. A',
  'serial port that vanishes later is tried again until it is back.',
  '',
  '**Who may do what.** Anyone may ask, measure and return. `PROGram:SELect`, `PROGram:ARM`, `INPut` and `FAULt` work on',
  'simulated and emulated tables and on rigs. On a real table `INPut` and `FAULt` do not exist (error -113), and a program is',
  'armed at the panel or a console (error -203). There is no command that moves a table down: only START begins a session.',
  '',
];

const GRAMMAR = [
  '## Lines',
  '',
  `A message ends with LF, CR or both, or with the end of the input, and holds at most ${MAX_MESSAGE_BYTES} bytes of ASCII. A response ends`,
  'with LF; the replies to several queries in a message are apart by `;`. Capitals are the short form of a word; it is written',
  'short or whole, in any case. What is in brackets may be left out. A word may end with the number 1, as SCPI has it.',
  '',
  '    MEAS:TILT?;RATE?;:STAT?        beside TILT there is RATE; a colon begins at the root',
  '    PROG:SEL "kim-2013-60";ARM     *common commands may stand anywhere between',
  '',
  'Strings stand in `"` or `\'`, doubled where they are part of it. Numbers are decimal or `#H2A`, `#Q52`, `#B101010`. Replies',
  'are whole numbers (NR1), decimal numbers (NR2; `9.91E+37` is none) and strings in `"`.',
  '',
  '**After an error nothing more of its message is executed, but a return**: `FOO;:OUTP:RET` returns. Arming what was not',
  'selected would be worse than arming nothing. Of a line with a byte that is not ASCII nothing is executed at all.',
  '',
  `What comes faster than it can be executed waits, up to ${MAX_QUEUED_MESSAGES} messages; beyond, messages are dropped and one error says so. All clients`,
  'together take at most about a millisecond of a cycle. A client that is gone holds no button any longer.',
  '',
];

const STATUS = [
  '## Status',
  '',
  'Every client finds the registers as at power-on. `*STB?`: 4 the error queue holds something, 8 QUEStionable, 16 a reply',
  'waits, 32 a standard event that `*ESE` enables, 64 any of them that `*SRE` enables, 128 OPERation. Events are changes from',
  'cycle to cycle; a bit that was set before the client came is a condition and no event.',
  '',
];

const COMPLETION = [
  '**`*OPC`, `*OPC?` and `*WAI`** wait while the table moves, waits for START or tests itself; a hold, a pause or a stop is not',
  "waited for. For 100 ms of the table's time everything counts as under way that this client has asked for, so that",
  '`OUTP:RET;*OPC?` does not answer before the table has begun. While `*OPC?` waits, a new message interrupts it: -410, and no 1.',
  'A client that gives up waiting therefore does not read the old reply for the new one. Behind a `*WAI` messages wait in order,',
  'but for `OUTPut:RETurn`. -420 cannot happen here: on a socket or a serial line nobody is told that a reply is wanted.',
  '',
];

function registerTable(name: string, bits: readonly ConditionBit[]): string[] {
  return [
    `| ${name} | bit | meaning |`,
    '| --- | --- | --- |',
    ...bits.map((row) => `| ${row.name} | ${row.bit} (${1 << row.bit}) | ${row.meaning} |`),
    '',
  ];
}

function commandSection(command: ScpiCommand): string[] {
  const [sent, answer] = command.example;
  const errors = command.errors.length === 0 ? [] : [`Errors ${command.errors.join(', ')}.`];
  const sentences = [
    `${capital(command.summary)}.`,
    command.details,
    ...command.parameters.map(({ name, meaning, optional }) => {
      return `\`<${name}>\`${optional ? ', which may be left out' : ''}: ${meaning}.`;
    }),
    command.reply === null ? '' : `Replies ${command.reply}.`,
    ...errors,
    command.needs === 'nothing' ? '' : 'Simulated and emulated tables and rigs only.',
  ];
  return [
    `### \`${headingOf(command)}\``,
    '',
    sentences.filter((sentence) => sentence !== '').join(' '),
    '',
    `    ${sent}${answer === null ? '' : `    -> ${answer}`}`,
    '',
  ];
}

function headingOf({ header, parameters }: ScpiCommand): string {
  const written = parameters.map(({ name, optional }) => (optional ? `[<${name}>]` : `<${name}>`));
  return [header, ...written].join(' ');
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
