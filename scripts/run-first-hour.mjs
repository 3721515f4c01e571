#!/usr/bin/env node
// Does what docs/first-hour/builder.md says, line by line, on an emulated board with the real firmware. Fails at the first
// command that does not end as it should, with what it said.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const EMULATED_SPEED = '20';
const COMMAND_MS = 240_000;
// A session that was returned ends with 3.
const GOOD = { run: [3], default: [0] };
const UPRIGHT = resolve('dist/src/main.js');

const page = readFileSync('docs/first-hour/builder.md', 'utf8');
const blocks = [...page.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block]) => block);
const commands = blocks.flatMap(commandsOf);
if (commands.length < 8) fail('the page has lost its commands');

const folder = mkdtempSync(join(tmpdir(), 'first-hour-'));
try {
  for (const command of commands) run(command);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${commands.length} commands of the first hour, each as the page says\n`);

function commandsOf(block) {
  const found = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('$ upright ')) found.push({ args: line.slice('$ upright '.length).split(' '), typed: [] });
    else if (line.startsWith('> ')) {
      // What stands after a wide gap is done by hand: at an emulated panel, by the console.
      const [text, byHand = ''] = line.slice(2).split(/ {4,}/);
      found.at(-1)?.typed.push(text);
      const button = /press (\w+) at the panel/.exec(byHand)?.[1];
      if (button !== undefined) found.at(-1)?.typed.push(`press ${button}`);
    }
  }
  return found;
}

function run({ args, typed }) {
  const [name] = args;
  const emulated = args.map((word) => (word === 'uno' ? 'uno-emulated' : word));
  if (name === 'run') emulated.push('--speed', EMULATED_SPEED);
  if (['run', 'flash', 'doctor', 'calibrate', 'commission'].includes(name))
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
  const wanted = GOOD[name] ?? GOOD.default;
  if (!wanted.includes(done.status ?? -1)) fail(`upright ${emulated.join(' ')} ended with ${done.status}:\n${said}`);
  if (/^error [A-Z]/m.test(done.stdout)) fail(`upright ${emulated.join(' ')} answered with an error:\n${said}`);
  process.stdout.write(`ok    upright ${args.join(' ')} (${tookS} s)\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
