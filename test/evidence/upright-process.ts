import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export interface WatchLine {
  readonly nowMs: number;
  readonly state: string;
  readonly tiltDeg: number;
}

type Reply = Readonly<Record<string, unknown>> & { readonly ok: boolean; readonly exitCode?: number | 'killed' };

/** The built command line with its console on pipes: one question at a time, and what it watches on the side. */
export class UprightProcess {
  readonly watched: WatchLine[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((reply: Reply) => void)[] = [];
  #rest = '';

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [MAIN, ...args]);
    this.#child.stdout.on('data', (bytes: Buffer) => this.#take(bytes.toString()));
    this.#child.stderr.pipe(process.stderr);
    this.#child.once('exit', (code) => {
      for (const answer of this.#waiting.splice(0)) answer({ ok: false, exitCode: code ?? 'killed' });
    });
  }

  /** The reply to a line; what the controller refuses is an error here. */
  async ask(line: string): Promise<Reply> {
    const answered = new Promise<Reply>((resolve) => this.#waiting.push(resolve));
    this.#child.stdin.write(`${line}\n`);
    const reply = await answered;
    if (reply.ok) return reply;
    const { data } = line === 'status' || reply.exitCode !== undefined ? reply : await this.ask('status');
    const cause = JSON.stringify(data, ['state', 'cause', 'faults', 'id']);
    throw new Error(`${line}: ${JSON.stringify(reply)}; ${cause}; the last it watched: ${this.#lastWatched()}`);
  }

  /** Resident memory now, and the most there ever was, MB. */
  get memoryMb(): { readonly now: number; readonly most: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const mbOf = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    return { now: mbOf('VmRSS'), most: mbOf('VmHWM') };
  }

  /** Quits, and gives the exit code. */
  quit(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin.end('quit\n');
    return ended;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #lastWatched(): string {
    return this.watched
      .filter((line, index, all) => line.state !== all[index - 1]?.state)
      .map(({ nowMs, state, tiltDeg }) => `${state} at ${tiltDeg.toFixed(1)}° (${(nowMs / 1000).toFixed(1)} s)`)
      .slice(-6)
      .join(', ');
  }

  #take(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('{')) continue;
      const said = JSON.parse(line);
      if (said.watch !== undefined) this.watched.push(said.watch);
      else this.#waiting.shift()?.(said);
    }
  }
}
