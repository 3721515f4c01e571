import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeSerialLink, openSerialLink } from '../../../boards/host/serial-link.ts';
import { openConsolePorts } from '../../../src/cli/console-ports.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { INPUT, INPUTS_AT_REST } from '../../../src/domain/inputs.ts';
import { ConsoleRoom } from '../../../src/surfaces/console/console-room.ts';
import { ConsoleSession } from '../../../src/surfaces/console/console-session.ts';
import { OperatorSeat } from '../../../src/surfaces/console/operator-seat.ts';
import { KeptPort } from '../../../src/surfaces/kept-port.ts';
import { PtyPair, until } from '../../support/pty-pair.ts';
import { consoleOptions, FakeLink } from '../fake-table.ts';

/** The real serialport package on both ends of a pseudo-terminal pair, and a real console between. */
const pair = new PtyPair();
const link = new FakeLink();
const notes: string[] = [];
let room: ConsoleRoom;
let poller: NodeJS.Timeout;
let console: KeptPort;
let far: { readonly port: Duplex; text: string };

async function openFar(): Promise<typeof far> {
  const opened = { port: await openSerialLink(pair.far), text: '' };
  opened.port.on('data', (bytes: Buffer) => {
    opened.text += bytes.toString('latin1');
  });
  opened.port.on('error', () => undefined);
  return opened;
}

/** Types, and gives what came back until `end` did. */
async function exchange(typed: string | Buffer, end: string | RegExp): Promise<string> {
  far.text = '';
  far.port.write(typed);
  await until(() => (typeof end === 'string' ? far.text.includes(end) : end.test(far.text)));
  return far.text;
}

beforeAll(() => pair.plugIn());
afterAll(() => pair.remove());

beforeEach(async () => {
  link.sent.length = 0;
  link.current = { ...link.current, inputs: INPUTS_AT_REST };
  notes.length = 0;
  const nowMs = () => performance.now();
  const seat = new OperatorSeat({ idleMs: DEFAULT_SETTINGS.console.operatorIdleMs, standing: null });
  room = new ConsoleRoom(seat, nowMs);
  far = await openFar();
  console = new KeptPort(await openSerialLink(pair.near), {
    what: 'console',
    name: 'near',
    open: () => openSerialLink(pair.near),
    close: closeSerialLink,
    openSession: (output) =>
      new ConsoleSession({ ...consoleOptions(link), name: 'near', room, output, echo: true, nowMs }),
    notify: (text) => notes.push(text),
    nowMs,
  });
  room.add(console);
  poller = setInterval(() => room.poll(), 5);
  await until(() => far.text.includes('> '));
});

afterEach(async () => {
  clearInterval(poller);
  await console.close();
  await closeSerialLink(far.port);
});

describe('console on a port', () => {
  it('echoes what is typed and ends each reply with ok', async () => {
    expect(await exchange('versiox\x7fn\r', 'ok\r\n> ')).toBe('versiox\b \bn\r\nupright 0.1.0\r\nok\r\n> ');
  });

  it('talks to scripts without echo', async () => {
    await exchange('echo off\r', 'ok\n');
    expect(await exchange('version\r\n', 'ok\n')).toBe('upright 0.1.0\nok\n');
    expect(await exchange('json on\n', '}\n')).toBe('{"ok":true,"command":"json"}\n');
  });

  it('[H-41] passes every byte but NUL to 0xFF through the wire, rejects the line, and obeys the next', async () => {
    await exchange('echo off\r', 'ok\n');
    const noise = Buffer.from(
      Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x21 && byte !== 3),
    );
    await exchange(noise, '');
    expect(await exchange('\rversion\r', /upright 0\.1\.0\nok\n$/)).toMatch(/^(error [A-Z_]+ [^\n]+\n)+upright/);
    expect(link.sent).toEqual([]);
  });

  it('[H-42] returns without a role, from within the noise', async () => {
    await exchange(Buffer.from('\x1b[1;1\xff\x00sta!', 'latin1'), 'returning\r\nok');
    expect(link.sent).toEqual([{ kind: 'return' }]);
  });

  it('[H-41] is not stopped by XOFF', async () => {
    far.port.write('\x13');
    expect(await exchange('version\r', 'ok\r\n')).toContain('upright 0.1.0');
  });

  it('[H-40] stays small and quick while nobody reads, and answers when somebody does', async () => {
    await exchange('echo off\r', 'ok\n');
    far.port.pause();
    const before = process.memoryUsage.rss();
    for (let chunk = 0; chunk < 60; chunk += 1) {
      await new Promise((resolve) => far.port.write('status\r'.repeat(500), resolve));
    }
    await new Promise((resolve) => far.port.write('!', resolve));
    await until(() => link.sent.length > 0);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50e6);
    far.port.resume();
    await until(() => /error LINE \d+ lines came too fast/.test(far.text));
    expect(await exchange('version\r', 'upright 0.1.0\nok\n')).toBeTruthy();
  });

  it('[H-42] loses role and half a line with the port, and comes back by itself', async () => {
    far.port.write('operator\r');
    await until(() => far.text.includes('operator'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    link.set({ inputs: INPUTS_AT_REST | INPUT.SELECT });
    await until(() => far.text.includes('you have the role'));
    expect(room.roleOf('near').isHeld(performance.now())).toBe(true);
    far.port.write('resu');
    await pair.unplug();
    await until(() => console.state().kind === 'lost');
    expect(room.roleOf('near').isHeld(performance.now())).toBe(false);
    await closeSerialLink(far.port);
    await pair.plugIn();
    far = await openFar();
    await until(() => console.state().kind === 'connected');
    expect(await exchange('me\r', 'error UNKNOWN no command me')).toBeTruthy();
    expect(await exchange('resume\r', 'error ROLE')).toBeTruthy();
    expect(link.sent).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('near is lost'), 'console near is back']);
  });
});

/** Holds the far end of a pseudo-terminal, writes what it is told, and never reads: socat would hold back both ways. */
const NEVER_READS = `
import os, pty, sys, tty
far, near = pty.openpty()
tty.setraw(near)
print(os.ttyname(near), flush=True)
while True:
    os.write(far, os.read(0, 4096) or sys.exit())
`;

it('[H-40] hears the emergency byte while its replies are stuck in the wire', async () => {
  const deaf = spawn('python3', ['-c', NEVER_READS], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [named] = await once(deaf.stdout, 'data');
  const port = await openSerialLink(String(named).trim());
  const link = new FakeLink();
  const nowMs = () => performance.now();
  const room = new ConsoleRoom(new OperatorSeat({ idleMs: 1000, standing: null }), nowMs);
  const session = new ConsoleSession({ ...consoleOptions(link), room, output: port, echo: false, nowMs });
  port.on('data', (bytes: Buffer) => session.receive(bytes));
  // What is stuck is cancelled when the port is closed.
  port.on('error', () => undefined);
  const poller = setInterval(() => session.poll(), 5);
  try {
    const flood = setInterval(() => deaf.stdin.write('help\n'.repeat(20)), 5);
    await until(() => port.writableNeedDrain);
    clearInterval(flood);
    // What the wire still takes is taken now.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(port.writableNeedDrain).toBe(true);
    deaf.stdin.write('!');
    await until(() => link.sent.length > 0, 1000);
    expect(link.sent).toEqual([{ kind: 'return' }]);
  } finally {
    clearInterval(poller);
    await closeSerialLink(port);
    deaf.kill();
  }
});

describe('a port that cannot be had', () => {
  it('is refused with what, where and a remedy, and leaves no other port open', async () => {
    const missing = openConsolePorts([pair.far.replace('far', 'other')]);
    await expect(missing).rejects.toMatchObject({
      exitCode: 4,
      code: 'PORT',
      message: expect.stringMatching(/^cannot open the console's port .*other: No such file or directory$/),
      details: ['give one of the serial ports, or --console stdio', expect.stringMatching(/port/)],
    });
    await expect(openConsolePorts(['/dev/null'])).rejects.toMatchObject({
      message: "cannot open the console's port /dev/null: it is not a serial port",
    });
  });

  it('[H-50] is refused while another has it open', async () => {
    await expect(openConsolePorts([pair.near])).rejects.toMatchObject({
      exitCode: 4,
      message: `cannot open the console's port ${pair.near}: another program has it open`,
      details: [expect.stringContaining('end that program'), expect.any(String)],
    });
  });
});
