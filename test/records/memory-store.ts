import type { JournalStore } from '../../src/ports/journal-store.ts';
import { decodeFile } from '../../src/records/journal-format.ts';

/** A disk in memory that fails on demand, fills up, hangs, and forgets what was not synced when the power goes. */
export class MemoryStore implements JournalStore {
  files: Buffer[] = [];
  mark: boolean | null = null;
  /** What every method that writes rejects with; null: it works. */
  failure: string | null = null;
  syncFailure: string | null = null;
  markFailure: string | null = null;
  /** Bytes that fit, over all files. */
  capacity = Number.POSITIVE_INFINITY;
  readonly calls: string[] = [];
  syncs = 0;
  #synced = 0;
  #hanging: Promise<void> | null = null;
  #letGo: () => void = () => undefined;

  hang(): void {
    this.#hanging = new Promise((resolve) => {
      this.#letGo = resolve;
    });
  }

  goOn(): void {
    this.#hanging = null;
    this.#letGo();
  }

  async readLatest(files: number): Promise<readonly Uint8Array[]> {
    await this.#hanging;
    if (this.failure === 'unreadable') throw new Error('EIO');
    this.#synced = this.files.at(-1)?.length ?? 0;
    return this.files.slice(-files);
  }

  async cut(length: number): Promise<void> {
    await this.#write('cut');
    this.#last = this.#last.subarray(0, length);
  }

  async beginFile(head: Uint8Array): Promise<void> {
    await this.#write('begin');
    this.#need(head.length);
    this.files.push(Buffer.from(head));
    this.#synced = head.length;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#write('append');
    this.#need(bytes.length);
    this.#last = Buffer.concat([this.#last, bytes]);
  }

  async sync(): Promise<void> {
    await this.#write('sync');
    if (this.syncFailure !== null) {
      this.#last = this.#last.subarray(0, this.#synced);
      throw new Error(this.syncFailure);
    }
    this.syncs += 1;
    this.#synced = this.#last.length;
  }

  async readMark(): Promise<boolean | null> {
    return this.mark;
  }

  async writeMark(sessionOpen: boolean): Promise<void> {
    await this.#write(`mark ${sessionOpen}`);
    if (this.markFailure !== null) throw new Error(this.markFailure);
    this.mark = sessionOpen;
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }

  /** Every whole record in every file. */
  get entries() {
    return this.files.flatMap((file) => decodeFile(file).entries);
  }

  get kinds(): string[] {
    return this.entries.map(({ record }) => record.kind);
  }

  get #last(): Buffer {
    return this.files.at(-1) ?? Buffer.alloc(0);
  }

  set #last(bytes: Buffer) {
    this.files[Math.max(0, this.files.length - 1)] = bytes;
  }

  async #write(call: string): Promise<void> {
    this.calls.push(call);
    await this.#hanging;
    if (this.failure !== null) throw new Error(this.failure);
  }

  #need(bytes: number): void {
    const used = this.files.reduce((sum, file) => sum + file.length, 0);
    if (used + bytes > this.capacity) throw new Error('ENOSPC');
  }
}

/** Pauses that end when the test says so. */
export class Pauses {
  #waiting: { readonly ms: number; readonly resolve: () => void }[] = [];

  readonly pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#waiting.push({ ms, resolve });
    });

  /** Ends the pauses of at most that length and lets what follows happen. */
  async pass(mostMs: number): Promise<void> {
    await settle();
    const over = this.#waiting.filter(({ ms }) => ms <= mostMs);
    this.#waiting = this.#waiting.filter(({ ms }) => ms > mostMs);
    for (const { resolve } of over) resolve();
    await settle();
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
