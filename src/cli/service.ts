import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { loadServiceUnit } from '../targets/computer.ts';
import { CommandError, EXIT_FAILED, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { print, settingsFor } from './config.ts';
import { EXIT_CODES } from './help-texts.ts';

const UNIT_DIR = '/etc/systemd/system';
const STATE_DIR = '/var/lib/upright';

interface InstallOptions {
  readonly config?: string;
  readonly stateDir: string;
  readonly print?: boolean;
}

/** `upright service`: the controller as a service of this computer, started with it and watched by it. */
export function serviceCommand(): Command {
  const service = new Command('service').description('the controller as a systemd service: install, status, uninstall');
  service
    .command('install')
    .description('write the unit, start it, and start it with this computer')
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder')
    .option('--state-dir <folder>', 'keeps journal, records and riders', STATE_DIR)
    .option('--print', 'only print the unit')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .action(install);
  service
    .command('status')
    .description('whether it is installed and runs')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit codes here: 0 it runs, 1 it does not.')
    .action(status);
  service.command('uninstall').description('bring the rider up, stop it, and take the unit away').action(uninstall);
  return service;
}

async function install({ config, stateDir, print: onlyPrint }: InstallOptions): Promise<void> {
  const { settings, file } = settingsFor(config ?? null);
  if (file === null) {
    throw new CommandError(EXIT_REFUSED, 'CONFIG', 'there is no upright.yaml here', '--config', [
      'upright init --board raspberry-pi writes one',
    ]);
  }
  const { serviceUnit, SERVICE_NAME } = await loadServiceUnit();
  const unit = serviceUnit({
    node: process.execPath,
    main: fileURLToPath(new URL('../main.js', import.meta.url)),
    config: resolve(file),
    stateDir: resolve(stateDir),
    board: settings.board.kind,
  });
  if (onlyPrint === true) {
    print(unit.trimEnd());
    return;
  }
  needSystemd();
  writeUnit(join(UNIT_DIR, SERVICE_NAME), unit);
  systemctl('daemon-reload');
  systemctl('enable', '--now', SERVICE_NAME);
  print(`${SERVICE_NAME} runs, and starts with this computer. Its words: journalctl -u ${SERVICE_NAME}`);
}

async function status({ json }: { readonly json?: boolean }): Promise<void> {
  const { SERVICE_NAME } = await loadServiceUnit();
  const installed = existsSync(join(UNIT_DIR, SERVICE_NAME));
  const active = installed ? said('is-active', SERVICE_NAME) : 'inactive';
  const enabled = installed ? said('is-enabled', SERVICE_NAME) : 'disabled';
  if (json === true) print(JSON.stringify({ installed, active, enabled }));
  else if (installed) print(`${SERVICE_NAME}: ${active}, ${enabled}`);
  else print(`${SERVICE_NAME} is not installed: upright service install`);
  if (active !== 'active') process.exitCode = EXIT_FAILED;
}

async function uninstall(): Promise<void> {
  const { SERVICE_NAME } = await loadServiceUnit();
  const unit = join(UNIT_DIR, SERVICE_NAME);
  if (!existsSync(unit)) {
    print(`${SERVICE_NAME} is not installed`);
    return;
  }
  needSystemd();
  systemctl('disable', '--now', SERVICE_NAME);
  rmSync(unit);
  systemctl('daemon-reload');
  print(`${SERVICE_NAME} is stopped and taken away`);
}

function writeUnit(file: string, unit: string): void {
  try {
    writeFileSync(file, unit);
  } catch {
    throw new CommandError(EXIT_REFUSED, 'PERMISSION', `cannot write ${file}`, null, ['run it with sudo']);
  }
}

function needSystemd(): void {
  if (existsSync('/run/systemd/system')) return;
  throw new CommandError(EXIT_HARDWARE, 'NO_SYSTEMD', 'this computer does not run systemd', null, [
    'upright service install --print shows what it would start; another init can start the same command',
  ]);
}

function systemctl(...words: readonly string[]): void {
  const { status: code, stderr } = spawnSync('systemctl', words, { encoding: 'utf8' });
  if (code === 0) return;
  const because = stderr.trim().split('\n')[0] ?? '';
  throw new CommandError(EXIT_FAILED, 'SYSTEMD', `systemctl ${words.join(' ')} failed: ${because}`, null, [
    'journalctl -xe says more; run it with sudo if permission was missing',
  ]);
}

/** One word of systemd's, such as `active`. */
function said(question: string, unit: string): string {
  return spawnSync('systemctl', [question, unit], { encoding: 'utf8' }).stdout?.trim() || 'unknown';
}
