import { Command } from 'commander';
import { loadSettings, SETTINGS_FILE, type SettingsResult } from '../config/load-settings.ts';
import { renderSettings } from '../config/render-settings.ts';
import { settingsJsonSchema } from '../config/settings-json-schema.ts';
import { errorOfProblems } from './command-error.ts';

/** `upright config`: what the settings are, whether they are right, and their schema. */
export function configCommand(): Command {
  const command = new Command('config').description('check and show the settings in upright.yaml');
  addCommand(command, 'check', 'check a file and tell everything that is wrong in it').action((file, options) =>
    checkConfig(fileOf(file, options), options.json === true),
  );
  addCommand(command, 'show', 'print the settings in effect as YAML, defaults included').action((file, options) =>
    showConfig(fileOf(file, options), options.json === true),
  );
  command
    .command('schema')
    .description('print the JSON Schema of upright.yaml, for editors')
    .option('--json', 'the schema is always JSON')
    .action(() => print(JSON.stringify(settingsJsonSchema(), null, 2)));
  return command;
}

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

/** Settings for a command; a file with mistakes ends it. */
export function settingsFor(file: string | null): Extract<SettingsResult, { ok: true }> {
  const result = loadSettings(file);
  if (!result.ok) throw errorOfProblems('CONFIG', result.errors);
  return result;
}

/** One fact to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function addCommand(parent: Command, name: string, description: string) {
  return parent
    .command(name)
    .description(description)
    .argument('[file]', `the file; else ${SETTINGS_FILE} in this folder, else the defaults`)
    .option('--config <file>', 'the same, as other commands take it')
    .option('--json', 'print one JSON object');
}

const fileOf = (file: string | undefined, { config }: Options): string | null => file ?? config ?? null;

function checkConfig(chosen: string | null, json: boolean): void {
  const { file, checksum } = settingsFor(chosen);
  if (json) print(JSON.stringify({ ok: true, file, checksum }));
  else if (file === null)
    print(`no ${SETTINGS_FILE} here: the defaults are in effect, checksum ${checksum.slice(0, 12)}`);
  else print(`${file} is right, checksum ${checksum.slice(0, 12)}`);
}

function showConfig(chosen: string | null, json: boolean): void {
  const { file, checksum, settings, programsDir } = settingsFor(chosen);
  if (json) print(JSON.stringify({ file, checksum, programsDir, settings }));
  else process.stdout.write(renderSettings(settings, { comments: false }));
}
