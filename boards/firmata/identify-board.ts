import type { Duplex } from 'node:stream';
import { type BoardIdentity, identityOf } from './board-identity.ts';
import { BoardLink } from './board-link.ts';
import { END_SYSEX, FIRMATA_SYSEX, MESSAGE, START_SYSEX } from './firmata-protocol.ts';
import { MOST_SEEN_BYTES, strangerOf } from './stranger.ts';

/** Opening the port resets a plain Uno: its boot loader waits a second, stock Firmata blinks its version for two more. */
const ANSWER_WITHIN_MS = 6000;
const ASK_EVERY_MS = 400;
const LOOK_EVERY_MS = 10;
/** Readable text for so long is somebody else's, and will not become Firmata. */
const STRANGER_AFTER_MS = 2500;

const QUESTION = [END_SYSEX, MESSAGE.reportVersion, START_SYSEX, FIRMATA_SYSEX.reportFirmware, END_SYSEX];

/** Lets time pass; the emulated board lives by it. */
export type Pause = (ms: number) => Promise<void>;

export type Identified =
  | { readonly ok: true; readonly identity: BoardIdentity }
  | { readonly ok: false; readonly because: 'silent' | 'gone' }
  | { readonly ok: false; readonly because: 'stranger'; readonly who: string };

/** Asks who is there until somebody answers or it has become clear that nobody will. The stream stays open. */
export async function identifyBoard(
  stream: Duplex,
  { pause, withinMs = ANSWER_WITHIN_MS }: { pause: Pause; withinMs?: number },
): Promise<Identified> {
  const seen: number[] = [];
  const keep = (bytes: Uint8Array) => {
    for (const byte of bytes.subarray(0, MOST_SEEN_BYTES - seen.length)) seen.push(byte);
  };
  stream.on('data', keep);
  const link = new BoardLink(stream);
  let identity: BoardIdentity | null = null;
  link.listen({
    sysex: (number, payload) => {
      if (number === FIRMATA_SYSEX.reportFirmware) identity ??= identityOf(payload);
    },
    message: () => undefined,
    damaged: () => undefined,
  });
  // Asked by a function: assigned in a callback, TypeScript holds it to be null for ever.
  const found = (): BoardIdentity | null => identity;
  try {
    for (let passedMs = 0; passedMs < withinMs && found() === null; passedMs += LOOK_EVERY_MS) {
      if (!link.isOpen) return { ok: false, because: 'gone' };
      if (passedMs % ASK_EVERY_MS === 0) link.send(QUESTION);
      await pause(LOOK_EVERY_MS);
      if (passedMs >= STRANGER_AFTER_MS && isChatter(seen)) break;
    }
    const answer = found();
    if (answer !== null) return { ok: true, identity: answer };
    const who = strangerOf(Uint8Array.from(seen));
    return who === null ? { ok: false, because: 'silent' } : { ok: false, because: 'stranger', who };
  } finally {
    stream.off('data', keep);
    link.release();
  }
}

/** Nothing of it could be Firmata, whose every message begins with a byte of 128 or more. */
function isChatter(seen: readonly number[]): boolean {
  return seen.length > 0 && seen.every((byte) => byte < 0x80);
}
