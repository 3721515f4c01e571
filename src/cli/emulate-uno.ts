import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { openWallClock } from '../targets/computer.ts';
import { openEmulatedUno, openRiggedUnos } from '../targets/emulated-unos.ts';
import { CommandError, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { print, settingsFor } from './config.ts';
import { takeHands } from './emulated-hands.ts';
import { EXAMPLES } from './help-texts.ts';
import { LiveTrace } from './live-trace.ts';
import { parseNumber } from './scheduled-options.ts';

interface Options {
  readonly hex?: string;
  readonly rig?: string;
  readonly speed: number;
  readonly config?: string;
  readonly riderMass?: number;
  readonly eeprom?: string;
  readonly trace?: string;
}

const EEPROM_BYTES = 1024;
const ERASED = 0xff;
const MASS = { low: 20, high: 200, unit: ' kg' } as const;
const SPEEDS = { low: 0.1, high: 100, unit: '' } as const;

/** `upright emulate-uno`: an Arduino Uno for any program that can open a serial port. */
export function emulateUnoCommand(): Command {
  return new Command('emulate-uno')
    .description('an emulated Arduino Uno on an emulated table, its serial port a pseudo-terminal')
    .option('--hex <file>', "the board's program; else this release's own firmware")
    .option(
      '--speed <times>',
      'times as fast as real, 0.1..100, as far as the computer can',
      (text) => parseNumber('--speed', text, SPEEDS),
      1,
    )
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--rider-mass <kg>', 'somebody of 20..200 kg lies on the table; else it is empty', (text) =>
      parseNumber('--rider-mass', text, MASS),
    )
    .option(
      '--rig <file>',
      'in place of a table, a second Uno with this program, wired as docs/bench.md has it: StandardFirmata is a rig',
    )
    .option('--eeprom <file>', 'what the board keeps without power, from one run to the next')
    .option('--trace <file.csv>', 'write the table as CSV while it runs, ten rows a second of its time')
    .addHelpText('after', `\nExamples:\n${EXAMPLES.emulateUno}`)
    .action(emulateUno);
}

async function emulateUno({ rig, ...options }: Options): Promise<void> {
  if (rig === undefined) await emulateOnTable(options);
  else await emulateWithRig(rig, options);
}

async function emulateOnTable({ hex, speed, config, riderMass, eeprom, trace }: Options): Promise<void> {
  const { settings } = settingsFor(config ?? null);
  const memory = eeprom === undefined ? null : readEeprom(eeprom);
  const rows = trace === undefined ? null : new LiveTrace(trace);
  const opened = await openEmulatedUno({
    hex: hex === undefined ? null : readHex(hex, '--hex'),
    settings,
    speed,
    riderMassKg: riderMass ?? null,
    eeprom: memory,
    onSample: rows === null ? null : (sample) => rows.add(sample),
    wall: await openWallClock(),
  });
  if (!opened.ok) throw errorOf(opened.because, opened.detail, hex ?? null);
  print(opened.path);
  process.stderr.write('An emulated Arduino Uno answers on this port. Ctrl-C ends it.\n');
  const letGo = takeHands(opened.hands);
  await interruption();
  letGo();
  await opened.close();
  rows?.close();
  if (eeprom !== undefined && memory !== null) writeFileSync(eeprom, memory);
}

/** The table is played by whoever has the rig: it has no settings, rider, hands or trace here, and passes in the wall's time. */
async function emulateWithRig(rig: string, { hex, eeprom, ...table }: Options): Promise<void> {
  refuseWithRig(table);
  const memory = eeprom === undefined ? null : readEeprom(eeprom);
  const programs = { hex: hex === undefined ? null : readHex(hex, '--hex'), rigHex: readHex(rig, '--rig') };
  const opened = await openRiggedUnos({ ...programs, eeprom: memory, wall: await openWallClock() });
  if (!opened.ok) throw errorOf(opened.because, opened.detail, opened.because === 'bad-rig-hex' ? rig : (hex ?? null));
  print(opened.path);
  print(opened.rigPath);
  process.stderr.write(
    'An emulated Arduino Uno answers on the first port, and its rig on the second. Ctrl-C ends them.\n',
  );
  await interruption();
  await opened.close();
  if (eeprom !== undefined && memory !== null) writeFileSync(eeprom, memory);
}

function refuseWithRig({ speed, config, riderMass, trace }: Options): void {
  const given = {
    '--speed': speed === 1 ? undefined : speed,
    '--config': config,
    '--rider-mass': riderMass,
    '--trace': trace,
  };
  const [without] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (without === undefined) return;
  const why = `${without} is of a table, and with --rig there is none: a bench plays it, by the wall's time`;
  throw new CommandError(EXIT_REFUSED, 'USAGE', why, without, [`leave ${without} out`]);
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

/** A file that is not there yet is an erased one. */
function readEeprom(file: string): Uint8Array {
  const remedies = ['name a file that an earlier run has written, or one that is not there yet'];
  const refuse = (why: string) =>
    new CommandError(EXIT_REFUSED, 'EEPROM', `--eeprom: ${file}: ${why}`, '--eeprom', remedies);
  if (!existsSync(file)) return new Uint8Array(EEPROM_BYTES).fill(ERASED);
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(readFileSync(file));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message.replace(/^(\w+):.*$/, '$1') : String(error));
  }
  if (bytes.length !== EEPROM_BYTES) throw refuse(`has ${bytes.length} bytes; an Uno's EEPROM has ${EEPROM_BYTES}`);
  return bytes;
}

function readHex(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^(\w+):.*$/, '$1') : String(error);
    throw new CommandError(EXIT_REFUSED, 'HEX', `${file}: cannot be read (${reason})`, option);
  }
}

type Failure = 'bad-hex' | 'bad-rig-hex' | 'no-socat' | 'failed';

function errorOf(because: Failure, detail: string, file: string | null): CommandError {
  switch (because) {
    case 'bad-hex':
    case 'bad-rig-hex': {
      const option = because === 'bad-hex' ? '--hex' : '--rig';
      return new CommandError(EXIT_REFUSED, 'HEX', `${file ?? 'the firmware'}: ${detail}`, option, [
        'give an Intel HEX file for the ATmega328P, as the Arduino IDE exports it',
      ]);
    }
    case 'no-socat':
      return new CommandError(EXIT_HARDWARE, 'SOCAT', `socat makes the port, and cannot be started: ${detail}`, null, [
        'install it: apt install socat, or brew install socat',
      ]);
    case 'failed':
      return new CommandError(EXIT_HARDWARE, 'PORT', `the pseudo-terminal cannot be made: ${detail}`);
    default:
      return because satisfies never;
  }
}
