#!/usr/bin/env node
// Does what a page of docs/first-hour says, line by line, on an emulated board with the real firmware: the builder's, or the
// one that is named. A block of YAML that names a file is that file. Fails at the first command that does not end as it
// should, with what it said.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const EMULATED_SPEED = '20';
const COMMAND_MS = 240_000;
// A session that was returned ends with 3.
const GOOD = { run: [3], default: [0] };
const LEAST_COMMANDS = 6;
const UPRIGHT = resolve('dist/src/main.js');

const name = process.argv[2] ?? 'docs/first-hour/builder.md';
const page = readFileSync(name, 'utf8');
const files = [...page.matchAll(/```yaml (\S+)\n([\s\S]*?)```/g)];
const blocks = [...page.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block]) => block);
const commands = blocks.flatMap(commandsOf);
if (commands.length < LEAST_COMMANDS) fail('the page has lost its commands');

const folder = mkdtempSync(join(tmpdir(), 'first-hour-'));
try {
  for (const [, file, text] of files) writeFileSync(join(folder, file), text);
  for (const command of commands) run(command);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${commands.length} commands of ${name}, each as the page says\n`);

function commandsOf(block) {
  const found = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('$ upright ')) {
      const [typed, remark = ''] = line.slice('$ upright '.length).split(/ +# /);
      const code = /ends with (\d+)/.exec(remark)?.[1];
      found.push({ args: typed.split(' '), typed: [], wanted: code === undefined ? null : [Number(code)] });
    } else if (line.startsWith('> ')) {
      // What stands after a wide gap is done by hand: at an emulated panel, by the console.
      const [text, byHand = ''] = line.slice(2).split(/ {4,}/);
      found.at(-1)?.typed.push(text);
      const button = /press (\w+) at the panel/.exec(byHand)?.[1];
      if (button !== undefined) found.at(-1)?.typed.push(`press ${button}`);
    }
  }
  return found;
}

function run({ args, typed, wanted }) {
  const [command] = args;
  const emulated = args.map((word) => (word === 'uno' ? 'uno-emulated' : word));
  if (command === 'run') emulated.push('--speed', EMULATED_SPEED);
  if (['run', 'flash', 'doctor', 'calibrate', 'commission'].includes(command))
    emulated.push('--state-dir', join(folder, 'state'));
  const startedMs = performance.now();
  const done = spawnSync(process.execPath, [UPRIGHT, ...emulated], {
    cwd: folder,
    input: typed.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    timeout: COMMAND_MS,
  });
  const tookS = ((performance.now() - startedMs) / 1000).toFixed(0);
  const said = `${done.stdout}${done.stderr}`;
  const good = wanted ?? GOOD[command] ?? GOOD.default;
  if (!good.includes(done.status ?? -1)) fail(`upright ${emulated.join(' ')} ended with ${done.status}:\n${said}`);
  if (/^error [A-Z]/m.test(done.stdout)) fail(`upright ${emulated.join(' ')} answered with an error:\n${said}`);
  process.stdout.write(`ok    upright ${args.join(' ')} (${tookS} s)\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
