import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmulatedSerialLink } from './emulated-serial-link.ts';
import type { EmulatedUno } from './emulated-uno.ts';

export type OpenedPty =
  | { readonly ok: true; readonly port: UnoPty }
  | { readonly ok: false; readonly because: 'no-socat' | 'failed'; readonly detail: string };

const APPEARS_WITHIN_MS = 3000;
const LOOKS_EVERY_MS = 10;

/** The emulated Uno's serial port as a pseudo-terminal, for any other program. Node has none of its own: socat makes it. */
export class UnoPty {
  readonly path: string;
  readonly #folder: string;
  readonly #socat: ChildProcess;
  readonly #link: EmulatedSerialLink;
  /** The far end is held open: where nobody else has it open, reading it would fail, and socat would end. */
  readonly #heldOpen: number;

  private constructor(parts: { folder: string; path: string; socat: ChildProcess; link: EmulatedSerialLink }) {
    this.#folder = parts.folder;
    this.path = parts.path;
    this.#socat = parts.socat;
    this.#link = parts.link;
    this.#heldOpen = openSync(this.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  /** Never rejects: what is missing is a value. */
  static async open(uno: EmulatedUno): Promise<OpenedPty> {
    const folder = mkdtempSync(join(tmpdir(), 'upright-uno-'));
    const path = join(folder, 'port');
    const socat = spawn('socat', ['-', `pty,raw,echo=0,link=${path}`], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    socat.stderr.on('data', (text) => {
      said += String(text);
    });
    socat.stdin.on('error', () => undefined);
    let hasFailed = false;
    const failure = new Promise<OpenedPty>((resolve) => {
      socat.once('error', ({ message }) => {
        hasFailed = true;
        resolve({ ok: false, because: 'no-socat', detail: message });
      });
      socat.once('exit', () => resolve({ ok: false, because: 'failed', detail: said.trim() }));
    });
    const opened = appears(path, () => hasFailed).then((there): OpenedPty => {
      if (!there) return { ok: false, because: 'failed', detail: said.trim() || 'the pseudo-terminal did not appear' };
      const link = new EmulatedSerialLink({ uno });
      socat.stdout.pipe(link).pipe(socat.stdin);
      return { ok: true, port: new UnoPty({ folder, path, socat, link }) };
    });
    const outcome = await Promise.race([failure, opened]);
    if (!outcome.ok) {
      socat.kill();
      rmSync(folder, { recursive: true, force: true });
    }
    return outcome;
  }

  async close(): Promise<void> {
    this.#link.destroy();
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
