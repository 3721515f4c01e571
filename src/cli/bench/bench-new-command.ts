import { existsSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { CommandError, EXIT_REFUSED } from '../command-error.ts';
import { print } from '../config.ts';
import { EXAMPLES } from '../help-texts.ts';
import { scenarioTemplate } from './scenario-template.ts';

/** `upright bench new`: a scenario that runs as it stands, to be changed by hand. */
export function benchNewCommand(): Command {
  return new Command('new')
    .description('write a commented scenario that runs as it stands')
    .argument('<file>', 'the file to write, my-scenario.yaml')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${EXAMPLES.benchNew}`)
    .action(benchNew);
}

function benchNew(file: string, { json }: { readonly json?: boolean }): void {
  if (!/\.ya?ml$/i.test(file)) {
    const message = `${file.slice(0, 200)} would not be found: the name of a scenario file ends in .yaml`;
    throw new CommandError(EXIT_REFUSED, 'FILE', message, file, [`write for example ${file.slice(0, 200)}.yaml`]);
  }
  if (/\p{Cc}/u.test(file)) {
    const message = 'the name of the file has characters in it that nobody can type';
    throw new CommandError(EXIT_REFUSED, 'FILE', message, file, ['write for example my-scenario.yaml']);
  }
  if (existsSync(file)) throw alreadyThere(file);
  try {
    writeFileSync(file, scenarioTemplate(file), { flag: 'wx' });
  } catch (thrown) {
    throw isCode(thrown, 'EEXIST') ? alreadyThere(file) : unwritable(file, thrown);
  }
  const next = `upright bench run ${/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`}`;
  if (json === true) print(JSON.stringify({ ok: true, file, next }));
  else print(`${file} is written and runs as it stands; next: ${next}`);
}

function alreadyThere(file: string): CommandError {
  const message = `${file} is there already, and is not overwritten`;
  return new CommandError(EXIT_REFUSED, 'EXISTS', message, file, ['move it away, or name another']);
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder: make it first',
  ENOTDIR: 'part of its path is a file, and no folder',
  EACCES: 'you may not write there: name another folder',
  EROFS: 'the disk is read-only: name another folder',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

function unwritable(file: string, thrown: unknown): CommandError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const because = REMEDIES[code] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new CommandError(EXIT_REFUSED, 'FILE', `cannot write ${file}: ${because}`, file);
}

const isCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code;
