import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_CLIENTS } from '../../src/surfaces/scpi/scpi-room.ts';
import { buildUpright, killLeftovers, UprightProcess } from './upright-process.ts';

beforeAll(buildUpright, 60_000);
afterAll(killLeftovers);

/** A client on a raw socket: one line out, one line in. */
class RawClient {
  readonly socket: Socket;
  #text = '';
  #arrived: () => void = () => undefined;
  isClosed = false;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (bytes) => this.#take(bytes.toString('latin1')));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.isClosed = true;
      this.#take('');
    });
  }

  /** The next line of a response; null where the socket is closed. */
  async read(): Promise<string | null> {
    while (!this.#text.includes('\n')) {
      if (this.isClosed) return null;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    const at = this.#text.indexOf('\n');
    const line = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + 1);
    return line;
  }

  ask(line: string): Promise<string | null> {
    this.socket.write(`${line}\n`);
    return this.read();
  }

  #take(text: string): void {
    this.#text += text;
    this.#arrived();
  }
}

async function served(...words: readonly string[]): Promise<{ run: UprightProcess; port: number }> {
  const run = new UprightProcess(['run', '--speed', '20', '--scpi', 'tcp:0', '--console', 'stdio', ...words]);
  return { run, port: Number(await run.told(/^SCPI on tcp:127\.0\.0\.1:(\d+)$/m)) };
}

describe('SCPI over a raw socket', () => {
  it('serves several clients, each with its own errors, and lets any of them return', async () => {
    const { run, port } = await served();
    const clients = Array.from({ length: MAX_CLIENTS }, () => new RawClient(port));
    for (const client of clients) expect(await client.ask('*IDN?')).toMatch(/^Upright,/);
    const tooMany = new RawClient(port);
    expect(await tooMany.ask('*IDN?')).toBe(null);
    const [one, other] = clients;
    if (one === undefined || other === undefined) throw new Error('no clients');
    one.socket.write('FOO\n');
    expect(await one.ask('SYST:ERR:COUN?')).toBe('1');
    expect(await other.ask('SYST:ERR:COUN?')).toBe('0');
    one.socket.write('INP:STAR ON\n');
    run.type('wait moving within 30s', 'wait 20');
    await run.printed(/^moving after 20/m);
    expect(Number(await other.ask('MEAS:TILT?'))).toBeLessThan(60);
    expect(await other.ask('OUTP:RET;*WAI;:STAT?;*ESR?')).toBe('"locked";128');
    // One that is gone makes room.
    one.socket.destroy();
    let next = new RawClient(port);
    while ((await next.ask('STAT?')) === null) next = new RawClient(port);
    expect(await next.ask('*ESR?')).toBe('128');
    for (const client of [...clients, next]) client.socket.destroy();
    expect(await run.script('status')).toMatchObject({ code: 3, stdout: expect.stringMatching(/^locked, upright/m) });
  });

  it('answers what was sent before the end of the input, then hangs up', async () => {
    const { run, port } = await served();
    const client = new RawClient(port);
    client.socket.end('MEAS:TILT?\nSTAT?');
    expect(await client.read()).toMatch(/^7\d\.\d\d$/);
    expect(await client.read()).toBe('"ready"');
    expect(await client.read()).toBe(null);
    expect(await run.script()).toMatchObject({ code: 0 });
  });

  it('returns and ends on SIGTERM with no console at all', async () => {
    const run = new UprightProcess(['run', '--speed', '20', '--scpi', 'tcp:0', '--console', 'none']);
    const client = new RawClient(Number(await run.told(/^SCPI on tcp:127\.0\.0\.1:(\d+)$/m)));
    client.socket.write('INP:STAR ON\n');
    while ((await client.ask('STAT?')) !== '"moving"');
    run.child.kill('SIGTERM');
    expect(await run.exited).toMatchObject({ code: 3 });
    expect(await client.read()).toBe(null);
  });
});

describe('a place that cannot be had', () => {
  const run = (...scpi: readonly string[]) =>
    new UprightProcess(['run', '--console', 'stdio', ...scpi.flatMap((place) => ['--scpi', place])]).exited;

  it('is a port that is taken: exit code 4, and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await run(`tcp:${port}`)).toEqual({
      code: 4,
      stdout: '',
      stderr: `error: cannot listen on tcp:127.0.0.1:${port}: another program does\n  end that program, or give another port such as --scpi tcp:127.0.0.1:5026\n`,
    });
    taken.close();
  });

  it.each([
    [['/dev/no-such-port'], 4, /cannot open the SCPI port \/dev\/no-such-port: No such file/],
    [
      ['/dev/null'],
      4,
      /cannot open the SCPI port \/dev\/null: it is not a serial port\n {2}give one of the serial ports/,
    ],
    [
      ['tcp:192.0.2.1:5025'],
      2,
      /tcp:192\.0\.2\.1:5025 is no address of this computer\n {2}write tcp:127\.0\.0\.1:5025/,
    ],
    [['tcp:x:y'], 2, /--scpi: 'tcp:x:y' is no address/],
    [['tcp:5040', 'tcp:127.0.0.1:5040'], 2, /tcp:127\.0\.0\.1:5040 is given twice/],
  ])('%o: exit code %i', async (places, code, told) => {
    const ended = await run(...places);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(told);
    expect(ended.stderr).not.toMatch(/\n\s+at |node:/);
  });
});
