import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SerialPort } from 'serialport';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/pty-pair.ts';
import { buildUpright, killLeftovers, MAIN, UprightProcess } from './upright-process.ts';

const IMAGE = '../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex';
const STANDARD_FIRMATA = fileURLToPath(new URL(IMAGE, import.meta.url));
const QUERY_FIRMWARE = [0xf0, 0x79, 0xf7];

beforeAll(buildUpright, 60_000);
afterAll(killLeftovers);

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
