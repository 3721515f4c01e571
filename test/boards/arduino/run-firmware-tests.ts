import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FIRMWARE = 'boards/arduino/upright';
const TESTS = 'boards/arduino/test';
const BUILT = 'dist/firmware-test';
const BINARY = join(BUILT, 'policy');

/** The part of the firmware that knows no register. */
const UNITS = [
  'board-policy',
  'clamp-latch',
  'e-stop-latch',
  'firmata-parser',
  'follower',
  'frame-pack',
  'last-gate',
  'lease-link',
  'own-return',
  'return-press',
  'steady-angle',
  'stores',
  'table',
];
const FLAGS = [
  ...['-std=c++11', '-Wall', '-Wextra', '-Werror', '-Wshadow', '-Wdouble-promotion'],
  ...['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
];

/**
 * Builds the firmware's tests where a source is newer than what was built, runs them, and gives `ok` or what failed for
 * each title. Without a compiler there are no results, and so no test passes.
 */
export function runFirmwareTests(): ReadonlyMap<string, string> {
  const sources = [
    ...UNITS.map((unit) => join(FIRMWARE, `${unit}.cpp`)),
    ...readdirSync(TESTS)
      .filter((name) => name.endsWith('.cpp'))
      .map((name) => join(TESTS, name)),
  ];
  if (builtAtMs() <= newestMs([FIRMWARE, TESTS])) {
    mkdirSync(BUILT, { recursive: true });
    execFileSync('g++', [...FLAGS, ...sources, '-o', BINARY], { stdio: 'pipe' });
  }
  return resultsOf(spawnSync(BINARY, { encoding: 'utf8' }));
}

function resultsOf({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Map<string, string> {
  const results = new Map<string, string>();
  let failures = stderr;
  for (const line of stdout.split('\n')) {
    const [, verdict, title] = /^(ok|FAIL) (.*)$/.exec(line) ?? [];
    if (title === undefined) {
      failures += `${line}\n`;
      continue;
    }
    results.set(title, verdict === 'ok' ? 'ok' : failures);
    failures = '';
  }
  return results;
}

function newestMs(folders: readonly string[]): number {
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

function builtAtMs(): number {
  return statSync(BINARY, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
