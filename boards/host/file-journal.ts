import { type FileHandle, open, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalStore } from '../../src/ports/journal-store.ts';
import { SessionMarkFile } from './session-mark-file.ts';

/** Files that are kept; the oldest goes when another begins. */
const MAX_FILES = 8;
const FILE_NAME = /^journal-(\d{8})\.log$/;
const OWNER_ONLY = 0o600;

/** Numbers of the journal's files in a folder, the oldest first. */
async function fileNumbers(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).flatMap((name) => {
    const digits = FILE_NAME.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return numbers.sort((one, other) => one - other);
}

function pathOf(folder: string, number: number): string {
  return join(folder, `journal-${String(number).padStart(8, '0')}.log`);
}

/** The journal's files in a folder, the oldest first, as they are now: for readers beside the one process that writes. */
export async function readJournalFiles(folder: string): Promise<readonly Uint8Array[]> {
  const numbers = await fileNumbers(folder);
  return await Promise.all(numbers.map((number) => readFile(pathOf(folder, number))));
}

/** `journal-00000001.log` and on, in the state folder. Written at a position that is kept here, never at 'the end'. */
export class FileJournal implements JournalStore {
  readonly #folder: string;
  readonly #mark: SessionMarkFile;
  #file: FileHandle | null = null;
  #position = 0;
  #syncedPosition = 0;
  /** Something may lie behind the position: a piece of a write that failed. */
  #isRagged = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#mark = new SessionMarkFile(join(folder, 'session-open'));
  }

  async readLatest(files: number): Promise<readonly Uint8Array[]> {
    const numbers = (await fileNumbers(this.#folder)).slice(-files);
    const contents = await Promise.all(numbers.map((number) => readFile(pathOf(this.#folder, number))));
    const last = numbers.at(-1);
    if (last !== undefined)
      await this.#take(await open(pathOf(this.#folder, last), 'r+'), contents.at(-1)?.length ?? 0);
    return contents;
  }

  async cut(length: number): Promise<void> {
    await this.#opened().truncate(length);
    await this.#opened().datasync();
    this.#position = length;
    this.#syncedPosition = length;
  }

  /** The new file is whole, or it is not there: only then does the oldest go. */
  async beginFile(head: Uint8Array): Promise<void> {
    const numbers = await fileNumbers(this.#folder);
    const path = pathOf(this.#folder, (numbers.at(-1) ?? 0) + 1);
    const file = await open(path, 'wx', OWNER_ONLY);
    try {
      await writeWhole(file, head, 0);
      await file.datasync();
      await syncFolder(this.#folder);
    } catch (thrown) {
      await file.close();
      await unlink(path);
      throw thrown;
    }
    await this.#take(file, head.length);
    for (const old of numbers.slice(0, 1 - MAX_FILES)) await unlink(pathOf(this.#folder, old));
  }

  async append(bytes: Uint8Array): Promise<void> {
    const file = this.#opened();
    if (this.#isRagged) await file.truncate(this.#position);
    this.#isRagged = true;
    await writeWhole(file, bytes, this.#position);
    this.#position += bytes.length;
    this.#isRagged = false;
  }

  async sync(): Promise<void> {
    try {
      await this.#opened().datasync();
      this.#syncedPosition = this.#position;
    } catch (thrown) {
      this.#position = this.#syncedPosition;
      this.#isRagged = true;
      throw thrown;
    }
  }

  async readMark(): Promise<boolean | null> {
    return await this.#mark.read();
  }

  async writeMark(sessionOpen: boolean): Promise<void> {
    await this.#mark.write(sessionOpen);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #take(file: FileHandle, length: number): Promise<void> {
    await this.#file?.close();
    this.#file = file;
    this.#position = length;
    this.#syncedPosition = length;
    this.#isRagged = false;
  }

  #opened(): FileHandle {
    if (this.#file === null) throw new Error('the journal has no file to write to');
    return this.#file;
  }
}

/** The operating system may take fewer bytes than it is given, before it says that the disk is full. */
async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw new Error('the disk takes no more bytes');
    written += bytesWritten;
  }
}

/** A new file's name survives a loss of power only when its folder was synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
