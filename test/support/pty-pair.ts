import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APPEARS_WITHIN_MS = 5000;

/** Two pseudo-terminals, wired to each other by socat: what is written into one comes out of the other. */
export class PtyPair {
  readonly #folder = mkdtempSync(join(tmpdir(), 'upright-pty-'));
  readonly near = join(this.#folder, 'near');
  readonly far = join(this.#folder, 'far');
  #socat: ChildProcess | null = null;

  /** Both ends are there when it resolves. Rejects where there is no socat: a test that needs it must not pass. */
  async plugIn(): Promise<void> {
    const ends = [this.near, this.far].map((link) => `pty,raw,echo=0,link=${link}`);
    const socat = spawn('socat', ends, { stdio: 'ignore' });
    this.#socat = socat;
    const failed = new Promise<never>((_resolve, reject) => {
      socat.once('error', (error) =>
        reject(new Error(`these tests need socat (apt-get install socat): ${error.message}`)),
      );
    });
    await Promise.race([failed, until(() => existsSync(this.near) && existsSync(this.far))]);
  }

  /** As when the cable is pulled: both ends vanish. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = null;
    if (socat === null || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = new Promise((resolve) => socat.once('exit', resolve));
    socat.kill('SIGTERM');
    await gone;
  }

  async remove(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Waits for what happens outside of this process. */
export async function until(happened: () => boolean, withinMs = APPEARS_WITHIN_MS): Promise<void> {
  const startMs = performance.now();
  while (!happened()) {
    if (performance.now() - startMs > withinMs) throw new Error(`did not happen within ${withinMs} ms: ${happened}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
