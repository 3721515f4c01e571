import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { removeFolder } from '../../../src/cli/bench/remove-folder.ts';

const LOADED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly entry?: { readonly text: string } };
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A page in a Chromium without a screen, driven over a pipe. */
export class Browser {
  readonly folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  /** What the page had to complain of: scripts that were refused, and errors. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #session: string | null = null;
  #asked = 0;
  #rest = '';

  constructor() {
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--hide-scrollbars',
    ];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const own = ['--remote-debugging-pipe', `--user-data-dir=${join(this.folder, 'profile')}`];
    this.#process = spawn('chromium', [...flags, ...quiet, ...own], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const from = this.#process.stdio[4] as Readable;
    from.setEncoding('utf8');
    from.on('data', (text: string) => this.#take(text));
  }

  /** Shows a page, in a window of this width. */
  async show(html: string, widthPx: number, { isDark = false } = {}): Promise<void> {
    const file = join(this.folder, 'page.html');
    writeFileSync(file, html);
    this.complaints.length = 0;
    if (this.#session === null) {
      const { targetId } = await this.#ask('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await this.#ask('Target.attachToTarget', { targetId, flatten: true });
      this.#session = String(sessionId);
      await this.#ask('Page.enable');
      await this.#ask('Log.enable');
    }
    const size = { width: widthPx, height: 900, deviceScaleFactor: 1, mobile: widthPx < 500 };
    await this.#ask('Emulation.setDeviceMetricsOverride', size);
    const features = [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }];
    await this.#ask('Emulation.setEmulatedMedia', { features });
    await this.#ask('Page.navigate', { url: pathToFileURL(file).href });
    for (let passedMs = 0; passedMs < LOADED_WITHIN_MS; passedMs += LOOK_EVERY_MS) {
      if ((await this.evaluate('document.readyState + location.protocol')) === 'completefile:') return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error('the page does not load');
  }

  /** What an expression is in the page; it must be plain data. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#ask('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    const { result, exceptionDetails } = answer as { result?: { value?: unknown }; exceptionDetails?: unknown };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result?.value;
  }

  async mouse(type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number): Promise<void> {
    await this.#ask('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: 1, clickCount: 1 });
  }

  async key(key: string): Promise<void> {
    await this.#ask('Input.dispatchKeyEvent', { type: 'keyDown', key });
    await this.#ask('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }

  /** As PNG: the whole page, or what the window shows of it. */
  async picture(isWhole = true): Promise<Buffer> {
    const { data } = await this.#ask('Page.captureScreenshot', { captureBeyondViewport: isWhole, format: 'png' });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await gone;
    // Its helpers end a little later, and write to the profile until then.
    removeFolder(this.folder);
  }

  #ask(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    this.#asked += 1;
    const id = this.#asked;
    const session = this.#session === null ? {} : { sessionId: this.#session };
    const to = this.#process.stdio[3] as Writable;
    to.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result ?? {});
        else reject(new Error(`${method}: ${error.message}`));
      });
    });
  }

  #take(text: string): void {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) {
      const answer: Answer = JSON.parse(message);
      if (answer.method === 'Log.entryAdded') this.complaints.push(answer.params?.entry?.text ?? '');
      if (answer.id === undefined) continue;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    }
  }
}
