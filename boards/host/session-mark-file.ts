import { open, readFile } from 'node:fs/promises';

/**
 * A file that says whether a session is open, so that a controller which finds its table inverted knows why (H-51). It
 * always has the same length and is written over in place: that needs no space, which a full disk would not have, and no
 * part of it can be new while another is old.
 */
const OPEN = 'open  \n';
const CLOSED = 'closed\n';
const OWNER_ONLY = 0o600;

export class SessionMarkFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null where it says neither. */
  async read(): Promise<boolean | null> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    if (text === OPEN) return true;
    return text === CLOSED ? false : null;
  }

  /** Resolves when the mark is on the disk for good. */
  async write(sessionOpen: boolean): Promise<void> {
    const file = await open(this.#path, 'r+').catch(() => open(this.#path, 'wx', OWNER_ONLY));
    try {
      await file.write(sessionOpen ? OPEN : CLOSED, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
