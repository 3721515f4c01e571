import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeSerialLink, openSerialLink } from '../../boards/host/serial-link.ts';
import { FakeBootLoader } from '../boards/flash/fake-boot-loader.ts';
import { PtyPair } from '../support/pty-pair.ts';
import { runHere } from './run-here.ts';
import { buildUpright, killLeftovers, MAIN, UprightProcess } from './upright-process.ts';

const IMAGE = '../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex';
const STANDARD_FIRMATA = fileURLToPath(new URL(IMAGE, import.meta.url));
const NOBODY = 65_534;
/** The state of the board is of no matter here, and a test leaves none behind. */
const doctor = (path: string) => runHere('doctor', '--board', 'uno', '--port', path);
const NO_TRACE = /\n\s+at .*[.](ts|js):\d+/;

/** Firmata's report of a name and a version, to whoever asks whatever. */
function firmwareReport(major: number, minor: number, name: string): Buffer {
  const sevens = [...Buffer.from(name, 'latin1')].flatMap((byte) => [byte & 0x7f, byte >> 7]);
  return Buffer.from([0xf0, 0x79, major, minor, ...sevens, 0xf7]);
}

describe('commands on the port of a stranger: exit code 4, what is there, what to do, and no stack trace', () => {
  let pair = new PtyPair();
  let far: Duplex | null = null;
  beforeAll(buildUpright, 60_000);
  afterAll(() => {
    killLeftovers();
    return pair.remove();
  });
  afterEach(async () => {
    if (far !== null) await closeSerialLink(far);
    far = null;
    await pair.remove();
    pair = new PtyPair();
  });

  async function answering(answer: Buffer | string): Promise<void> {
    await pair.plugIn();
    const stranger = await openSerialLink(pair.far);
    stranger.on('data', () => void stranger.write(answer));
    far = stranger;
  }

  it.each([
    ['a modem', 'ERROR\r\n', /there is a modem, and no board\n {2}give the port of the board: --port P\n/],
    [
      'a firmware that is too old',
      firmwareReport(0, 2, 'upright 0.2.0 uno'),
      /runs upright firmware 0\.2\.0, older than 0\.3\n {2}.*: upright flash --port /,
    ],
  ])('%s', async (_who, answer, said) => {
    await answering(answer);
    const { stderr, code } = await doctor(pair.near);
    expect([stderr, code]).toEqual([expect.stringMatching(said), 4]);
    expect(stderr).not.toMatch(NO_TRACE);
  });

  it('stock Firmata: no table to check, none for a person, and one for an empty table', async () => {
    const emulator = new UprightProcess(['emulate-uno', '--hex', STANDARD_FIRMATA]);
    const port = (await emulator.printed(/port\n/)).trim();
    const checked = await doctor(port);
    expect([checked.stderr, checked.code]).toEqual([
      expect.stringMatching(
        /runs 'StandardFirmata.ino' 2\.4, which cannot drive a table\n {2}.*: upright flash --port /,
      ),
      4,
    ]);
    const words = ['--board', 'uno', '--port', port, '--console', 'stdio', '--state-dir', `${pair.near}-state`];
    const withAPerson = new UprightProcess(['run', ...words]);
    expect(await withAPerson.exited).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(
        /'StandardFirmata.ino' 2\.4, which leaves the drive running .* may not carry a person\n.*upright flash --port .*\n.*--occupancy none/,
      ),
    });
    const run = new UprightProcess(['run', ...words, '--occupancy', 'none']);
    run.type('status');
    await run.printed(/on table {3}none\n(.*\n)*board {6}uno /);
    expect(await run.script('q')).toMatchObject({ code: 0 });
    emulator.child.kill('SIGTERM');
    await emulator.exited;
  });

  it('silence', async () => {
    await pair.plugIn();
    const { stderr, code } = await doctor(pair.near);
    expect([stderr, code]).toEqual([
      expect.stringMatching(/nothing answers on .* within 6 s\n {2}check that this is the port of the board/),
      4,
    ]);
  });

  it('a port that another process holds', async () => {
    await pair.plugIn();
    const script = `import { SerialPort } from 'serialport';
      const port = new SerialPort({ path: ${JSON.stringify(pair.near)}, baudRate: 115200 });
      port.on('open', async () => {
        const { spawnSync } = await import('node:child_process');
        const ended = spawnSync(process.execPath, [${JSON.stringify(MAIN)}, 'doctor', '--board', 'uno', '--port', port.path], { encoding: 'utf8' });
        console.log(JSON.stringify({ stderr: ended.stderr, code: ended.status }));
        process.exit();
      });`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual({
      stderr: expect.stringMatching(/another program has it open\n {2}end that program/),
      code: 4,
    });
  });

  it.runIf(process.getuid?.() === 0)('a port that this user may not open', async () => {
    await pair.plugIn();
    chmodSync(pair.near, 0o600);
    const words = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', process.execPath, MAIN];
    const { stderr, status } = spawnSync('setpriv', [...words, 'doctor', '--board', 'uno', '--port', pair.near], {
      encoding: 'utf8',
    });
    expect([stderr, status]).toEqual([
      expect.stringMatching(/Permission denied\n {2}be a member of the group that owns it, often dialout\n/i),
      4,
    ]);
    expect(stderr).not.toMatch(NO_TRACE);
  });

  it('a board that is unplugged while it is flashed', async () => {
    await pair.plugIn();
    const line = await openSerialLink(pair.far);
    far = line;
    const loader = new FakeBootLoader();
    line.on('data', (bytes) => void loader.stream.write(bytes));
    loader.stream.on('data', (bytes) => void line.write(bytes));
    loader.onPage = (count) => void (count === 20 && pair.unplug());
    const { stderr, code } = await runHere('flash', '--force', '--port', pair.near);
    expect([stderr, code]).toEqual([
      expect.stringMatching(
        /the board was unplugged while it was flashed\n {2}plug the cable in\n(.*\n)* {2}then: upright flash --port /,
      ),
      4,
    ]);
    expect(stderr).not.toMatch(NO_TRACE);
  });
});
