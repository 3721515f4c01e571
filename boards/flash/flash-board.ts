import type { Duplex } from 'node:stream';
import { FLASH_MEMORY, STK, Stk500Line, type StkAnswer } from './stk500-line.ts';

export interface FlashOptions {
  readonly place: string;
  readonly pause: (ms: number) => Promise<void>;
  /** Pulls the board's reset line, after which its boot loader listens for a second. */
  readonly reset: () => Promise<void>;
  /** Share of the work that is done, 0..1: written and read back. */
  readonly onProgress: (share: number) => void;
}

export interface FlashProblem {
  readonly code: 'SILENT' | 'UNPLUGGED' | 'NOT_A_BOARD' | 'FLASH';
  readonly what: string;
  readonly remedies: readonly string[];
}

export type FlashResult = { readonly ok: true } | { readonly ok: false; readonly problem: FlashProblem };

const PAGE_BYTES = 128;
const SIGNATURE = [0x1e, 0x95, 0x0f];
const RESETS = 3;
const SYNCS = 5;
const SYNC_MS = 150;
const ANSWER_MS = 1000;
const IN_SYNCS_TO_BELIEVE = 2;

/** Writes an image into an Uno by its boot loader, and believes nothing that it has not read back. */
export async function flashBoard(stream: Duplex, image: Uint8Array, options: FlashOptions): Promise<FlashResult> {
  const line = new Stk500Line(stream, options.pause);
  try {
    const problem =
      (await connect(line, options)) ??
      (await writePages(line, image, options)) ??
      (await readBack(line, image, options));
    if (problem !== null) return { ok: false, problem };
    await line.ask([STK.leaveProgramming], 0, ANSWER_MS);
    return { ok: true };
  } finally {
    line.close();
  }
}

async function connect(line: Stk500Line, options: FlashOptions): Promise<FlashProblem | null> {
  const { place } = options;
  for (let tries = 0; tries < RESETS; tries += 1) {
    await options.reset();
    const synced = await sync(line);
    if (synced === 'gone') return unplugged(options, false);
    if (synced === 'silent') continue;
    const signature = await line.ask([STK.readSignature], SIGNATURE.length, ANSWER_MS);
    if (!signature.ok) return failed(signature.because, options, false);
    if (!SIGNATURE.every((byte, at) => signature.data[at] === byte)) {
      const hex = Buffer.from(signature.data).toString('hex');
      const what = `the chip on ${place} is another one (signature ${hex}): this image is for an Uno or Nano`;
      return { code: 'NOT_A_BOARD', what, remedies: ['a Mega gets its image by the Arduino IDE or avrdude'] };
    }
    const entered = await line.ask([STK.enterProgramming], 0, ANSWER_MS);
    return entered.ok ? null : failed(entered.because, options, false);
  }
  return {
    code: 'SILENT',
    what: `no boot loader answers on ${place}`,
    remedies: [
      'check that this is the port of the board',
      'auto-reset is off on a table that carries people: press the reset button just after starting this command',
      'a board without a boot loader needs a programmer: see docs/wiring.md',
    ],
  };
}

async function sync(line: Stk500Line): Promise<'synced' | 'silent' | 'gone'> {
  let inSync = 0;
  for (let tries = 0; tries < SYNCS; tries += 1) {
    const answer = await line.ask([STK.getSync], 0, SYNC_MS);
    if (!answer.ok && answer.because === 'gone') return 'gone';
    inSync = answer.ok ? inSync + 1 : 0;
    if (inSync >= IN_SYNCS_TO_BELIEVE) return 'synced';
  }
  return 'silent';
}

async function writePages(line: Stk500Line, image: Uint8Array, options: FlashOptions): Promise<FlashProblem | null> {
  for (let at = 0; at < image.length; at += PAGE_BYTES) {
    const page = image.subarray(at, at + PAGE_BYTES);
    const addressed = await seek(line, at);
    if (!addressed.ok) return failed(addressed.because, options, true);
    const written = await line.ask([STK.programPage, 0, page.length, FLASH_MEMORY, ...page], 0, ANSWER_MS);
    if (!written.ok) return failed(written.because, options, true);
    options.onProgress((0.5 * (at + page.length)) / image.length);
  }
  return null;
}

async function readBack(line: Stk500Line, image: Uint8Array, options: FlashOptions): Promise<FlashProblem | null> {
  for (let at = 0; at < image.length; at += PAGE_BYTES) {
    const page = image.subarray(at, at + PAGE_BYTES);
    const addressed = await seek(line, at);
    if (!addressed.ok) return failed(addressed.because, options, true);
    const read = await line.ask([STK.readPage, 0, page.length, FLASH_MEMORY], page.length, ANSWER_MS);
    if (!read.ok) return failed(read.because, options, true);
    if (!page.every((byte, index) => read.data[index] === byte)) {
      const what = `the board on ${options.place} does not hold what was written at byte ${at}`;
      return { code: 'FLASH', what, remedies: ['flash it once more; a board that fails again is worn out'] };
    }
    options.onProgress(0.5 + (0.5 * (at + page.length)) / image.length);
  }
  return null;
}

/** By words, the lower byte first. */
function seek(line: Stk500Line, at: number): Promise<StkAnswer> {
  const word = at >> 1;
  return line.ask([STK.loadAddress, word & 0xff, word >> 8], 0, ANSWER_MS);
}

function failed(
  because: Extract<StkAnswer, { ok: false }>['because'],
  options: FlashOptions,
  begun: boolean,
): FlashProblem {
  if (because === 'gone') return unplugged(options, begun);
  const what = `the boot loader on ${options.place} ${because === 'silent' ? 'has fallen silent' : 'is out of step'}`;
  return { code: 'FLASH', what, remedies: again(options.place, begun) };
}

function unplugged({ place }: FlashOptions, begun: boolean): FlashProblem {
  const what = `${place} is gone${begun ? ': the board was unplugged while it was flashed' : ''}`;
  return { code: 'UNPLUGGED', what, remedies: ['plug the cable in', ...again(place, begun)] };
}

function again(place: string, begun: boolean): readonly string[] {
  const half = begun ? ['its program is incomplete, its boot loader is not harmed'] : [];
  return [...half, `then: upright flash --port ${place}`];
}
