import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { isatty } from 'node:tty';
import { isMainThread } from 'node:worker_threads';
import { type Grant, type Granted, LOST_AFTER_MS } from './lock-step-messages.ts';
import { VirtualTimers } from './virtual-timers.ts';

/**
 * Loaded before a program (`node --import`), whose monotonic clock and timers then pass only as the process that spawned
 * it grants: host and emulated board keep step, however fast or busy the computer is. The program itself is as it
 * always is. Bytes of serial ports, standard input and output are counted, so that what was sent before a grant is there
 * when the time of the grant passes.
 */

const realNow = performance.now.bind(performance);
const realImmediate = globalThis.setImmediate;
/** The longest grant that is a step; beyond it the process has been stopped, and its timers find that they are late. */
const STEP_MS = 50;

if (isMainThread && process.send !== undefined) keepStep();

function keepStep(): void {
  const virtual = new VirtualTimers();
  const counts = { read: 0, writing: 0, written: 0, heard: 0, said: 0 };
  replaceClock(virtual);
  countSerialBytes(counts);
  countStandardBytes(counts);
  // Bytes that were lost on their way, a port that was closed: they are not waited for again.
  const forgiven = { serial: 0, input: 0 };
  const pass = async ({ toMs, serialBytes, inputBytes }: Grant): Promise<void> => {
    await until(() => counts.read + forgiven.serial >= serialBytes && counts.heard + forgiven.input >= inputBytes);
    forgiven.serial = Math.max(forgiven.serial, serialBytes - counts.read);
    forgiven.input = Math.max(forgiven.input, inputBytes - counts.heard);
    await virtual.passTo(toMs, { late: toMs - virtual.nowMs > STEP_MS, breathe });
    await until(() => counts.writing === counts.written);
    const granted: Granted = { serialBytes: counts.written, outputBytes: counts.said };
    process.send?.(granted);
    if (virtual.isEmpty) process.channel?.unref();
    else process.channel?.ref();
  };
  process.on('message', (grant: Grant) => void pass(grant));
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.send?.({ serialBytes: 0, outputBytes: 0 } satisfies Granted);
}

/** Lets promises, streams and messages have their turn. */
function breathe(): Promise<void> {
  return new Promise((done) => void realImmediate(done));
}

async function until(isSo: () => boolean): Promise<void> {
  const startedMs = realNow();
  while (!isSo() && realNow() - startedMs < LOST_AFTER_MS) await breathe();
}

function replaceClock(virtual: VirtualTimers): void {
  const { setTimeout, setInterval, clear } = virtual;
  performance.now = () => virtual.nowMs;
  const replaced = { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear };
  Object.assign(globalThis, replaced);
  Object.assign(timers, replaced);
  Object.assign(promises, { setTimeout: virtual.wait });
  syncBuiltinESMExports();
}

interface Counts {
  read: number;
  writing: number;
  written: number;
  heard: number;
  said: number;
}

type Done = (error: Error | null, count: number, buffer: unknown) => void;
type FileCall = (fd: number, ...rest: unknown[]) => void;

/** The serial port's binding reads and writes by `fs`; nothing else here does on a terminal. */
function countSerialBytes(counts: Counts): void {
  const { read, write } = fs;
  const counted = (
    call: FileCall,
    begin: (bytes: number) => void,
    end: (count: number, asked: number) => void,
  ): FileCall => {
    const wrapped: FileCall = (fd, ...rest) => {
      const done = rest.pop() as Done;
      if (!isatty(fd)) return call(fd, ...rest, done);
      const asked = typeof rest[2] === 'number' ? rest[2] : 0;
      begin(asked);
      return call(fd, ...rest, ((error, count, buffer) => {
        end(error === null ? count : 0, asked);
        done(error, count, buffer);
      }) satisfies Done);
    };
    // `promisify` finds there how many results the call has.
    return Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(call));
  };
  Object.assign(fs, {
    read: counted(
      read as FileCall,
      () => undefined,
      (count) => {
        counts.read += count;
      },
    ),
    write: counted(
      write as FileCall,
      (bytes) => {
        counts.writing += bytes;
      },
      (count, asked) => {
        counts.written += count;
        // What was not taken is written again.
        counts.writing -= asked - count;
      },
    ),
  });
  syncBuiltinESMExports();
}

function countStandardBytes(counts: Counts): void {
  const { stdin, stdout } = process;
  const emit = stdin.emit.bind(stdin);
  stdin.emit = (event: string | symbol, ...rest: unknown[]): boolean => {
    const [bytes] = rest;
    if (event === 'data' && (bytes instanceof Uint8Array || typeof bytes === 'string')) counts.heard += bytes.length;
    return emit(event, ...rest);
  };
  const write = stdout.write.bind(stdout) as (...rest: unknown[]) => boolean;
  stdout.write = (...rest: unknown[]): boolean => {
    const [text] = rest;
    counts.said += typeof text === 'string' ? Buffer.byteLength(text) : text instanceof Uint8Array ? text.length : 0;
    return write(...rest);
  };
}
