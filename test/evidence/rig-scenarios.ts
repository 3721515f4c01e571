import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * `npm run evidence:rig [-- SCENARIO...]`: scenarios on the target `uno` as a test engineer runs them, in real time at two
 * serial ports, with two emulated boards wired pin to pin in place of real ones. Wants a computer that does nothing else.
 */
const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const IMAGE = '../../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex';
const STANDARD_FIRMATA = fileURLToPath(new URL(IMAGE, import.meta.url));
/** Short ones, of each folder at least one; what ends in a session comes before another table, and before one found inverted. */
const SHORT = [
  'questions',
  'angle-open',
  'clamp-opens',
  'estop-then-up',
  'jam',
  'killed',
  'stalled',
  'pause-and-resume',
  'return-on-the-way-down',
  'scpi-return',
  'down-open',
  'found-inverted',
  'battery-low-at-power-on',
  'current-dead',
  'hold-to-run',
];

const boards = spawn(process.execPath, [MAIN, 'emulate-uno', '--rig', STANDARD_FIRMATA], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const ports: string[] = [];
for await (const path of createInterface({ input: boards.stdout })) {
  ports.push(path);
  if (ports.length === 2) break;
}
const [port = '', rig = ''] = ports;
const wanted = process.argv.slice(2);
const words = [
  'bench',
  'run',
  ...(wanted.length > 0 ? wanted : SHORT),
  '--target',
  'uno',
  '--port',
  port,
  '--rig',
  rig,
];
const bench = spawn(process.execPath, [MAIN, ...words], { stdio: 'inherit' });
const [code] = (await once(bench, 'exit')) as [number | null];
boards.kill('SIGTERM');
await once(boards, 'exit');
process.exitCode = code ?? 1;
