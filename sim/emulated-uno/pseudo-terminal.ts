import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export type OpenedTerminal =
  | { readonly ok: true; readonly terminal: PseudoTerminal }
  | { readonly ok: false; readonly because: 'no-socat' | 'failed'; readonly detail: string };

type Socat = ChildProcessByStdio<Writable, Readable, Readable>;

const APPEARS_WITHIN_MS = 3000;
const LOOKS_EVERY_MS = 10;

/** A serial port for any other program, by its path. Node has no pseudo-terminals of its own: socat makes it. */
export class PseudoTerminal {
  readonly path: string;
  /** What the other program writes, and what it is to read. */
  readonly input: Readable;
  readonly output: Writable;
  readonly #folder: string;
  readonly #socat: Socat;
  /** The far end is held open: where nobody else has it open, reading it would fail, and socat would end. */
  readonly #heldOpen: number;

  private constructor({ folder, path, socat }: { folder: string; path: string; socat: Socat }) {
    this.#folder = folder;
    this.path = path;
    this.#socat = socat;
    this.input = socat.stdout;
    this.output = socat.stdin;
    this.#heldOpen = openSync(this.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  /** Never rejects: what is missing is a value. */
  static async open(): Promise<OpenedTerminal> {
    const folder = mkdtempSync(join(tmpdir(), 'upright-uno-'));
    const path = join(folder, 'port');
    const socat: Socat = spawn('socat', ['-', `pty,raw,echo=0,link=${path}`], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    socat.stderr.on('data', (text) => {
      said += String(text);
    });
    socat.stdin.on('error', () => undefined);
    let hasFailed = false;
    const failure = new Promise<OpenedTerminal>((resolve) => {
      socat.once('error', ({ message }) => {
        hasFailed = true;
        resolve({ ok: false, because: 'no-socat', detail: message });
      });
      socat.once('exit', () => resolve({ ok: false, because: 'failed', detail: said.trim() }));
    });
    const opened = appears(path, () => hasFailed).then((there): OpenedTerminal => {
      if (!there) return { ok: false, because: 'failed', detail: said.trim() || 'the pseudo-terminal did not appear' };
      return { ok: true, terminal: new PseudoTerminal({ folder, path, socat }) };
    });
    const outcome = await Promise.race([failure, opened]);
    if (!outcome.ok) {
      socat.kill();
      rmSync(folder, { recursive: true, force: true });
    }
    return outcome;
  }

  async close(): Promise<void> {
    closeSync(this.#heldOpen);
    if (this.#socat.exitCode === null && this.#socat.signalCode === null) {
      const gone = new Promise((resolve) => this.#socat.once('exit', resolve));
      this.#socat.kill();
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function appears(path: string, hasFailed: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < APPEARS_WITHIN_MS && !hasFailed(); waitedMs += LOOKS_EVERY_MS) {
    if (existsSync(path)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
  }
  return false;
}
