/** The errors of this port, by their numbers in SCPI-99 volume 2, chapter 21. The texts are the standard's. */

export const SCPI_ERRORS = [
  [
    -101,
    'Invalid character',
    'A byte that is not printable ASCII, or a character that no command holds. Of a line with such a byte nothing is executed.',
  ],
  [
    -102,
    'Syntax error',
    'No command can be read there: an empty one between two `;`, a `:` too many, an element missing after a comma.',
  ],
  [-103, 'Invalid separator', 'Parameters are apart by commas, commands by semicolons.'],
  [-104, 'Data type error', 'A parameter of another kind than is expected, such as a word for a number.'],
  [-108, 'Parameter not allowed', 'More parameters than the command takes.'],
  [-109, 'Missing parameter', 'Fewer parameters than the command takes.'],
  [-111, 'Header separator error', 'Between a command and its parameter there is white space.'],
  [-112, 'Program mnemonic too long', 'A word of a header has more than 12 characters.'],
  [-113, 'Undefined header', 'There is no such command, or not on this table.'],
  [-114, 'Header suffix out of range', 'A word of a header ends with another number than 1.'],
  [-121, 'Invalid character in number', 'A number that cannot be read to its end.'],
  [-123, 'Exponent too large', 'An exponent beyond 32000.'],
  [-124, 'Too many digits', 'More than 255 digits.'],
  [-131, 'Invalid suffix', 'A unit that the parameter does not have.'],
  [-134, 'Suffix too long', 'A unit of more than 12 characters.'],
  [-138, 'Suffix not allowed', 'A unit where the parameter has none.'],
  [
    -141,
    'Invalid character data',
    'A word with a character that no word holds. A name with a hyphen is given in quotes.',
  ],
  [-144, 'Character data too long', 'A word of more than 12 characters.'],
  [-151, 'Invalid string data', 'A string whose closing quote is missing.'],
  [-161, 'Invalid block data', 'A block that is shorter than it says, or begins with no length.'],
  [-171, 'Invalid expression', 'An expression whose closing bracket is missing.'],
  [-200, 'Execution error', 'The table refuses it; the text says why.'],
  [
    -203,
    'Command protected',
    "It needs the operator's role, which this port has on simulated and emulated tables and rigs only.",
  ],
  [-221, 'Settings conflict', 'Possible, but not in the state that the table is in.'],
  [-222, 'Data out of range', 'A number beyond the bounds of the parameter.'],
  [-224, 'Illegal parameter value', 'A word or a string that the parameter does not know.'],
  [-280, 'Program error', 'The program is there but cannot be run; the text says why.'],
  [-282, 'Illegal program name', 'There is no program of this name.'],
  [-330, 'Self-test failed', '`*TST?` has answered 1; the text says what it found.'],
  [-350, 'Queue overflow', 'Stands in the place of the last error where more came than are kept.'],
  [
    -363,
    'Input buffer overrun',
    'A line was too long, or more lines came behind a wait than are kept. They were dropped.',
  ],
  [
    -410,
    'Query INTERRUPTED',
    'A message came while a query before it had no reply yet. That reply is not sent any more.',
  ],
  [-430, 'Query DEADLOCKED', 'Nobody reads the replies, and more lines came than are kept. They were dropped.'],
  [
    -440,
    'Query UNTERMINATED after indefinite response',
    'A query after `*IDN?` in one message: the reply to `*IDN?` ends only with the line.',
  ],
] as const;

export type ScpiErrorNumber = (typeof SCPI_ERRORS)[number][0];

export interface ScpiError {
  readonly number: ScpiErrorNumber;
  /** What went wrong here; may be empty. */
  readonly detail: string;
}

/** SCPI-99 volume 2, 21.8: text and detail together are no longer. */
const MOST_TEXT = 255;

const TEXTS: ReadonlyMap<number, string> = new Map(SCPI_ERRORS.map(([number, text]) => [number, text]));

export function scpiError(number: ScpiErrorNumber, detail = ''): ScpiError {
  return { number, detail };
}

/** `Undefined header;FOO`, without the quotes around it. */
export function errorText({ number, detail }: ScpiError): string {
  const text = TEXTS.get(number) ?? '';
  return (detail === '' ? text : `${text};${detail}`).slice(0, MOST_TEXT);
}

/** The bit of the standard event status register that an error sets: IEEE 488.2, 11.5.1. */
export function eventBitOf({ number }: ScpiError): number {
  if (number <= -400) return EVENT.QUERY_ERROR;
  if (number <= -300) return EVENT.DEVICE_ERROR;
  return number <= -200 ? EVENT.EXECUTION_ERROR : EVENT.COMMAND_ERROR;
}

/** Bits of the standard event status register. */
export const EVENT = {
  OPERATION_COMPLETE: 1,
  QUERY_ERROR: 4,
  DEVICE_ERROR: 8,
  EXECUTION_ERROR: 16,
  COMMAND_ERROR: 32,
  POWER_ON: 128,
} as const;
