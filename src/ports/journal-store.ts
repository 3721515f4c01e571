/**
 * Bytes that outlive the process: some files in a row, of which the last is written to, and one mark. It knows nothing of
 * records. Every method rejects where the disk does; none is called before the one before it has settled.
 */
export interface JournalStore {
  /** The bytes of the latest files, at most `files` of them, the oldest first; none where there is none yet. */
  readLatest(files: number): Promise<readonly Uint8Array[]>;
  /** Cuts the last file after `length` bytes. */
  cut(length: number): Promise<void>;
  /** Begins a new file with these bytes, and drops the oldest where there are more than the store keeps. */
  beginFile(head: Uint8Array): Promise<void>;
  /** Adds to the last file. Where it rejects, nothing of these bytes counts: they are handed over again. */
  append(bytes: Uint8Array): Promise<void>;
  /**
   * Resolves when everything appended so far would survive a loss of power. Where it rejects, whatever was appended
   * since the last one that resolved is in doubt: it does not count and is handed over again.
   */
  sync(): Promise<void>;
  /** Whether a session was open when the mark was last written; null where there is none, or none that can be read. */
  readMark(): Promise<boolean | null>;
  /** Writes the mark; resolves when it would survive a loss of power. */
  writeMark(sessionOpen: boolean): Promise<void>;
  /** Lets the files go, whatever state they are in. */
  close(): Promise<void>;
}
