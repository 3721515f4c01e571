import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { SETTINGS_FILE } from '../config/load-settings.ts';
import { renderSettings } from '../config/render-settings.ts';
import { BOARD_KINDS, type BoardKind, DEFAULT_SETTINGS } from '../config/settings.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';
import { print } from './config.ts';

interface Options {
  readonly board: BoardKind;
  readonly port?: string;
  readonly config: string;
  readonly json?: boolean;
}

/** `upright init`: the settings of a table with every field explained, to be changed by hand. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a commented upright.yaml with every setting and its bounds')
    .addOption(new Option('--board <board>', 'what the table is driven by').choices(BOARD_KINDS).default('uno'))
    .option('--port <port>', "the board's serial port, where there is more than one")
    .option('--config <file>', 'the file to write', SETTINGS_FILE)
    .option('--json', 'print one JSON object')
    .action(init);
}

function init({ board: kind, port, config, json }: Options): void {
  const file = resolve(config);
  if (existsSync(file)) {
    const message = `${config} is there already, and is not overwritten`;
    throw new CommandError(EXIT_REFUSED, 'EXISTS', message, config, ['move it away, or name another: --config FILE']);
  }
  const board = { ...DEFAULT_SETTINGS.board, kind, port: port ?? null };
  const text = `${HEAD}${renderSettings({ ...DEFAULT_SETTINGS, board }, { comments: true })}`;
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CommandError(EXIT_REFUSED, 'FILE', `cannot write ${config}: ${because}`, config);
  }
  const next = kind === 'uno' || kind === 'raspberry-pi' ? 'upright commission' : 'upright run';
  if (json === true) print(JSON.stringify({ ok: true, file, next }));
  else print(`${config} is written. Change what differs on your table; next: ${next}`);
}

const HEAD = `# A table of Upright. Every line here may go: what is not said has the value that stands here now.
# upright config check    tells whether this file is right
# upright doctor          checks what is wired to the board

`;
