import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The built command line; tests and evidence are run at the top of the checkout. */
const MAIN = resolve('dist/src/main.js');
const LOCK_STEP = resolve('scripts/lock-step-clock.mjs');

export interface ChildOptions {
  readonly cwd: string;
  /** The file in which the time stands that it lives by. */
  readonly clockPath: string;
}

/** The time, and how many bytes the board has sent by then; null: it is not to wait for them. */
interface Step {
  readonly nowMs: number;
  readonly sent: number | null;
}

interface Answer {
  readonly nowMs: number;
  readonly written: number;
}

const running = new Set<ChildProcess>();

/** Ends what a failed trial has left behind. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** `upright` in a process of its own that lives by the time it is told, asked line by line. */
export class Child {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly exited: Promise<void>;
  #rest = '';
  #stderr = '';
  #isOver = false;
  #isStruck = false;
  #answer: Answer = { nowMs: 0, written: 0 };
  #arrived: () => void = () => undefined;
  #answered: () => void = () => undefined;

  constructor(words: readonly string[], { cwd, clockPath }: ChildOptions) {
    const child = spawn(process.execPath, ['--import', LOCK_STEP, MAIN, ...words], {
      cwd,
      env: { ...process.env, LOCK_STEP_CLOCK: clockPath },
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    running.add(child);
    child.stdout?.on('data', (bytes) => this.#take(String(bytes)));
    child.stderr?.on('data', (bytes) => {
      this.#stderr += String(bytes);
    });
    child.stdin?.on('error', () => undefined);
    child.on('error', () => undefined);
    child.on('message', (message) => {
      const answer = message as Answer;
      // One that was stopped answers the step of before as well, and perhaps after that of its waking.
      if (answer.nowMs > this.#answer.nowMs) this.#answer = answer;
      this.#answered();
    });
    this.exited = new Promise((done) => {
      child.once('close', () => {
        running.delete(child);
        this.#isOver = true;
        this.#arrived();
        this.#answered();
        done();
      });
    });
  }

  /** Tells the time; resolves with the bytes it has written to its port when everything is done that is due by then. */
  async step(step: Step): Promise<number> {
    if (this.#isStruck || !this.#child.connected) return this.#answer.written;
    this.#child.send(step, () => undefined);
    while (this.#answer.nowMs < step.nowMs && !this.#isStruck && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#answered = resolve;
      });
    }
    return this.#answer.written;
  }

  /** All lines of the reply, the last of them `ok` or `error ...`. Rejects where the process ends before. */
  async ask(question: string): Promise<readonly string[]> {
    this.#child.stdin?.write(`${question}\n`);
    const reply: string[] = [];
    for (;;) {
      const line = await this.#line();
      reply.push(line);
      if (line === 'ok' || line.startsWith('error ')) return reply;
    }
  }

  /** @throws where the answer is not ok */
  async tell(command: string): Promise<readonly string[]> {
    const reply = await this.ask(command);
    if (reply.at(-1) === 'ok') return reply;
    const faults = await this.ask('faults');
    throw new Error(`${command}: ${[...reply, ...faults].join('; ')} ${this.#stderr.trim()}`);
  }

  get isStruck(): boolean {
    return this.#isStruck;
  }

  /** It does not answer from now on. */
  strike(signal: 'SIGKILL' | 'SIGSTOP'): void {
    this.#child.kill(signal);
    this.#isStruck = true;
    this.#answered();
  }

  /** After SIGSTOP: it answers again. */
  wake(): void {
    this.#isStruck = false;
    this.#child.kill('SIGCONT');
  }

  async #line(): Promise<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.#isOver) throw new Error(`the process has ended: ${this.#stderr.trim()}`);
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  #take(text: string): void {
    const lines = `${this.#rest}${text}`.split(/\r?\n/);
    this.#rest = lines.pop() ?? '';
    this.#lines.push(...lines);
    this.#arrived();
  }
}
