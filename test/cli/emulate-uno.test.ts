import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SerialPort } from 'serialport';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { E_STOP_CLOSED } from '../../src/domain/inputs.ts';
import { until } from '../support/pty-pair.ts';
import { buildUpright, killLeftovers, MAIN, UprightProcess } from './upright-process.ts';

const IMAGE = '../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex';
const STANDARD_FIRMATA = fileURLToPath(new URL(IMAGE, import.meta.url));
const QUERY_FIRMWARE = [0xf0, 0x79, 0xf7];

const folder = mkdtempSync(join(tmpdir(), 'upright-emulate-'));
beforeAll(buildUpright, 60_000);
afterAll(() => {
  killLeftovers();
  rmSync(folder, { recursive: true, force: true });
});

/** What another program hears on the port, once the board has begun. */
async function hears(path: string, asks: readonly number[], expected: string): Promise<void> {
  const port = new SerialPort({ path, baudRate: 115_200 });
  let heard = '';
  port.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1').replaceAll('\0', '');
  });
  const asking = setInterval(() => port.write([...asks]), 100);
  await until(() => heard.includes(expected), 10_000);
  clearInterval(asking);
  await new Promise((resolve) => port.close(resolve));
}

function rowsOf(trace: string): readonly { tMs: number; tiltDeg: number; inputs: number }[] {
  const lines = readFileSync(trace, 'latin1').split('\n').slice(1, -1);
  return lines.map((line) => {
    const columns = line.split(',').map(Number);
    return { tMs: columns[0] ?? Number.NaN, tiltDeg: columns[1] ?? Number.NaN, inputs: columns[6] ?? 0 };
  });
}

describe('upright emulate-uno', () => {
  it('prints a port on which other programs find the board, again and again, and leaves nothing behind', async () => {
    const run = new UprightProcess(['emulate-uno', '--speed', '10']);
    let path = '';
    run.child.stdout.on('data', (text) => {
      path += String(text).trim();
    });
    await until(() => path !== '');
    await hears(path, QUERY_FIRMWARE, 'upright');
    await hears(path, QUERY_FIRMWARE, 'upright');
    run.child.kill('SIGTERM');
    const { code, stderr } = await run.exited;
    expect([code, stderr]).toEqual([0, 'An emulated Arduino Uno answers on this port. Ctrl-C ends it.\n']);
    expect(existsSync(path)).toBe(false);
  });

  it('with a rig has two ports: the board and the stock Firmata that a bench plays its table with', async () => {
    const run = new UprightProcess(['emulate-uno', '--rig', STANDARD_FIRMATA]);
    let printed = '';
    run.child.stdout.on('data', (text) => {
      printed += String(text);
    });
    await until(() => printed.split('\n').length > 2);
    const [path = '', rigPath = ''] = printed.split('\n');
    await hears(path, QUERY_FIRMWARE, 'upright');
    await hears(rigPath, QUERY_FIRMWARE, 'StandardFirmata');
    // A serial port lives in the job's own process, and a board that is not there is said once the rig has been found.
    const bench = ['bench', 'run', 'return-from-hold', '--target', 'uno', '--port', '/dev/ttyNONE', '--rig', rigPath];
    const { code, stdout, stderr } = await new UprightProcess(bench).exited;
    expect({ code, stderr }).toEqual({ code: 4, stderr: '' });
    expect(stdout).toMatch(/cannot open the board's port \/dev\/ttyNONE: No such file or directory; .* by --port$/m);
    run.child.kill('SIGTERM');
    expect((await run.exited).code).toBe(0);
    expect([existsSync(path), existsSync(rigPath)]).toEqual([false, false]);
  }, 60_000);

  it.each([
    [['--rig', 'nowhere.hex'], 2, 'nowhere.hex: cannot be read (ENOENT)'],
    [['--rig', MAIN], 2, 'main.js: '],
    [['--rig', STANDARD_FIRMATA, '--speed', '2'], 2, '--speed is of a table, and with --rig there is none'],
    [['--rig', STANDARD_FIRMATA, '--rider-mass', '80'], 2, '--rider-mass is of a table, and with --rig there is none'],
    [['--rig', STANDARD_FIRMATA, '--trace', 'x.csv'], 2, '--trace is of a table, and with --rig there is none'],
  ])('refuses %j', async (words, expected, why) => {
    const { code, stderr } = await new UprightProcess(['emulate-uno', ...words]).exited;
    expect(code).toBe(expected);
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/ at .*\.js:/);
  });

  it('runs an image of somebody else', async () => {
    const run = new UprightProcess(['emulate-uno', '--hex', STANDARD_FIRMATA, '--speed', '10']);
    let path = '';
    run.child.stdout.on('data', (text) => {
      path += String(text).trim();
    });
    await until(() => path !== '');
    await hears(path, QUERY_FIRMWARE, 'StandardFirmata');
    run.child.kill('SIGINT');
    expect((await run.exited).code).toBe(0);
  });

  it('takes hands on its input, writes what the table does, and keeps what the board keeps', async () => {
    const [eeprom, trace] = [join(folder, 'board.bin'), join(folder, 'table.csv')];
    const words = ['--rider-mass', '85', '--eeprom', eeprom, '--trace', trace, '--speed', '10'];
    const run = new UprightProcess(['emulate-uno', ...words]);
    await run.printed(/port\n/);
    run.type('press ESTOP', 'press KNEE', 'stand', 'press', 'inject H-99');
    await run.printed(
      /\nok\nerror UNKNOWN no button KNEE; there are .*\nerror UNKNOWN no command stand; .*\nerror USAGE usage: press .*\nerror UNKNOWN /,
    );
    await until(() => rowsOf(trace).some(({ inputs }) => (inputs & E_STOP_CLOSED) === 0), 20_000);
    run.child.kill('SIGTERM');
    expect((await run.exited).code).toBe(0);
    const rows = rowsOf(trace);
    expect(readFileSync(trace, 'latin1')).toMatch(
      /^t_ms,tilt_deg,rate_deg_per_s,duty,current_amps,brake_released,inputs\n0,75\.000,0\.000,/,
    );
    expect(rows.every(({ tMs }, at) => tMs === at * 100)).toBe(true);
    expect(rows.every(({ tiltDeg }) => Math.abs(tiltDeg - 75) < 0.5)).toBe(true);
    expect(readFileSync(eeprom)).toHaveLength(1024);
  });

  it.each([
    [['--eeprom', 'package.json'], /--eeprom: package.json: has \d+ bytes; an Uno's EEPROM has 1024/],
    [['--eeprom', '.'], /--eeprom: \.: EISDIR/],
    [['--trace', '/nowhere/t.csv'], /--trace: cannot write \/nowhere\/t.csv \(ENOENT\)/],
    [['--rider-mass', '7'], /--rider-mass/],
  ])('refuses %s with exit code 2', (words, because) => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'emulate-uno', ...words], { encoding: 'utf8' });
    expect([stderr, status]).toEqual([expect.stringMatching(because), 2]);
  });

  it('says what is missing where there is no socat, with exit code 4', () => {
    const env = { ...process.env, PATH: '/nowhere' };
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'emulate-uno'], { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      4,
      'error: socat makes the port, and cannot be started: spawn socat ENOENT\n  install it: apt install socat, or brew install socat\n',
    ]);
  });

  it.each([
    ['package.json', 'package.json: line 1 is no record of an Intel HEX file'],
    ['/nowhere.hex', '/nowhere.hex: cannot be read (ENOENT)'],
  ])('refuses %s, which is no image, with exit code 2', (file, because) => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'emulate-uno', '--hex', file], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain(because);
  });
});
