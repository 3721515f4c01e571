import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const MAIN = join(ROOT, 'dist/src/main.js');
const STAMP = join(ROOT, 'dist/.tsbuildinfo');

/** Builds the command line unless what is there is newer than every source: a build takes as long as all these tests. */
export function buildUpright(): void {
  const builtMs = existsSync(STAMP) && existsSync(MAIN) ? statSync(STAMP).mtimeMs : 0;
  const isFresh = ['src', 'sim', 'boards'].every((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .every((file) => statSync(join(ROOT, room, file)).mtimeMs < builtMs),
  );
  if (isFresh) return;
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'pipe' });
  utimesSync(STAMP, new Date(), new Date());
}

const running = new Set<ChildProcessWithoutNullStreams>();

/** Ends what a failed test has left behind. */
export function killLeftovers(): void {
  for (const child of running) child.kill('SIGKILL');
}

export interface Exited {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `upright` in a process of its own, as somebody would start it, with its input open. */
export class UprightProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly exited: Promise<Exited>;
  #stdout = '';
  #stderr = '';
  #arrived: () => void = () => undefined;

  constructor(words: readonly string[], { node = [] }: { readonly node?: readonly string[] } = {}) {
    this.child = spawn(process.execPath, [...node, MAIN, ...words]);
    this.child.stdout.on('data', (text) => {
      this.#stdout += String(text);
      this.#arrived();
    });
    this.child.stderr.on('data', (text) => {
      this.#stderr += String(text);
      this.#arrived();
    });
    // A process that has ended takes no more lines.
    this.child.stdin.on('error', () => undefined);
    this.exited = new Promise((resolve) => {
      this.child.on('close', (code) => resolve({ code, stdout: this.#stdout, stderr: this.#stderr }));
    });
    running.add(this.child);
    this.child.on('close', () => running.delete(this.child));
  }

  type(...lines: readonly string[]): void {
    this.child.stdin.write(`${lines.join('\n')}\n`);
  }

  /** Types, ends the input, and waits for the end. */
  script(...lines: readonly string[]): Promise<Exited> {
    this.child.stdin.end(`${lines.join('\n')}\n`);
    return this.exited;
  }

  /** Waits until this has been printed; resolves with all that has. */
  async printed(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#stdout)) await this.#more();
    return this.#stdout;
  }

  /** Waits until this has been told on stderr, and gives what it caught. */
  async told(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#stderr);
      if (found !== null) return found[1] ?? found[0];
      await this.#more();
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrived = resolve;
    });
  }
}

/** A table with a rider who hangs head-down. */
export async function headDown(options?: { readonly node?: readonly string[] }): Promise<UprightProcess> {
  const run = new UprightProcess(['run', '--speed', '100'], options);
  run.type('press START', 'wait moving within 5s', 'wait 50', 'status');
  await run.printed(/^moving, \d+\.\d° head-down/m);
  return run;
}
