import { type ChildProcess, spawn } from 'node:child_process';
import type { TableView } from '../../src/domain/view.ts';
import { TargetSilent } from '../../src/ports/bench-table.ts';
import { HostConsole } from './host-console.ts';
import type { Grant, Granted } from './lock-step-messages.ts';

/** Bytes that it has written are on their way for no longer than this, ms of the wall. */
const ARRIVE_WITHIN_MS = 500;
const LEAST_OF_STDERR = 2000;
/** Node 20 runs no TypeScript: from the sources the built file is taken. */
const PRELOAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/sim/bench/lock-step-host.js' : './lock-step-host.js',
  import.meta.url,
);

export interface HostCommand {
  /** As a user would type it, `node` and its script first. */
  readonly words: readonly string[];
  readonly cwd: string;
  /** One that does not answer for so long is up to nothing any more, ms of the wall. */
  readonly silentMs: number;
}

/** `upright run` in a process of its own, whose time passes as it is granted. It is asked for its view at its console in each cycle. */
export class HostProcess {
  readonly console = new HostConsole((text) => this.#write(text));
  readonly #child: ChildProcess;
  readonly #silentMs: number;
  #stderr = '';
  #isOver = false;
  #granted: ((granted: Granted) => void) | null = null;
  #inputBytes = 0;
  #outputBytes = 0;
  #outputArrived: () => void = () => undefined;

  private constructor({ words, cwd, silentMs }: HostCommand) {
    this.#silentMs = silentMs;
    const [node = process.execPath, ...rest] = words;
    this.#child = spawn(node, ['--import', PRELOAD.href, ...rest], { cwd, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stdout?.on('data', (bytes: Buffer) => {
      this.#outputBytes += bytes.length;
      this.console.take(String(bytes));
      this.#outputArrived();
    });
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.#stderr = `${this.#stderr}${String(bytes)}`.slice(-LEAST_OF_STDERR);
    });
    this.#child.on('message', (granted: Granted) => this.#granted?.(granted));
    const over = () => {
      this.#isOver = true;
      this.#granted?.({ serialBytes: Number.NaN, outputBytes: Number.NaN });
      this.#outputArrived();
    };
    this.#child.once('exit', over);
    this.#child.once('error', over);
    this.#child.on('error', () => undefined);
  }

  /** Rejects where the process ends before it has begun. */
  static async spawn(command: HostCommand): Promise<HostProcess> {
    const host = new HostProcess(command);
    await host.#answer();
    if (host.#isOver) throw new Error(host.lastWords);
    return host;
  }

  /** It has ended, by itself or by a signal. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** What it said to stderr last. */
  get lastWords(): string {
    return (
      this.#stderr.trim() || `the controller's process has ended (${this.#child.exitCode ?? this.#child.signalCode})`
    );
  }

  get view(): TableView | null {
    return this.#isOver ? null : this.console.view;
  }

  /** Lets its time pass up to `toMs`. Resolves with the bytes that it has sent on its serial port by then; null: it is over. */
  async passTo(toMs: number, serialBytes: number): Promise<number | null> {
    if (this.#isOver) return null;
    this.console.ask();
    const answer = this.#answer();
    this.#child.send({ toMs, serialBytes, inputBytes: this.#inputBytes } satisfies Grant);
    const granted = await answer;
    if (Number.isNaN(granted.serialBytes)) return null;
    await this.#heard(granted.outputBytes);
    return granted.serialBytes;
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(name);
  }

  /** Ends it, whatever it does. */
  async kill(): Promise<void> {
    if (this.#isOver) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }

  #answer(): Promise<Granted> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#granted = null;
        reject(new TargetSilent(`the controller's process has not answered for ${this.#silentMs / 1000} s`));
      }, this.#silentMs);
      this.#granted = (granted) => {
        clearTimeout(timer);
        this.#granted = null;
        resolve(granted);
      };
    });
  }

  /** What it has printed is on its way through a pipe. */
  async #heard(bytes: number): Promise<void> {
    if (this.#outputBytes >= bytes) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ARRIVE_WITHIN_MS);
      this.#outputArrived = () => {
        if (this.#outputBytes < bytes && !this.#isOver) return;
        clearTimeout(timer);
        this.#outputArrived = () => undefined;
        resolve();
      };
    });
  }

  #write(text: string): void {
    if (this.#isOver) return;
    this.#inputBytes += Buffer.byteLength(text);
    this.#child.stdin?.write(text);
  }
}
