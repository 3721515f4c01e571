// Preloaded into a process, and so into its threads: its monotonic clock and its timers follow the time of an emulated
// board, which stands in the file that LOCK_STEP_CLOCK names and is told to the main thread step by step. Each step is
// answered once what the board has sent was read and all that was due is done. How busy the computer is then changes
// nothing. The wall's date stays.
import fs, { openSync, readSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { isatty } from 'node:tty';
import { isMainThread } from 'node:worker_threads';

const { LOCK_STEP_CLOCK = '' } = process.env;
const THREAD_LOOKS_EVERY_MS = 2;
/**
 * What the board has sent is waited for as long as some of it comes, and for so many looks more, a millisecond or longer
 * apart: a port that was flushed has lost some of it. Looks, since a process that the computer leaves out takes none.
 */
const QUIET_LOOKS = 500;
const MOST_LOOKS = 5000;
const file = openSync(LOCK_STEP_CLOCK, 'r');
const time = new Float64Array(1);
const waiting = new Set();
const startMs = readTime();

function readTime() {
  readSync(file, time, 0, 8, 0);
  return time[0] ?? 0;
}

class Timer {
  constructor(act, ms, isRepeated) {
    this.act = act;
    this.everyMs = isRepeated ? Math.max(1, ms) : null;
    this.dueMs = readTime() + Math.max(1, ms);
    waiting.add(this);
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  hasRef() {
    return true;
  }
  refresh() {
    return this;
  }
}

const realClears = { clearTimeout: globalThis.clearTimeout, clearInterval: globalThis.clearInterval };
const realEvery = globalThis.setInterval;
const realTimeout = globalThis.setTimeout;
performance.now = () => readTime() - startMs;
for (const [name, isRepeated] of [
  ['setTimeout', false],
  ['setInterval', true],
]) {
  globalThis[name] = (act, ms = 1, ...rest) => new Timer(() => act(...rest), ms, isRepeated);
  timers[name] = globalThis[name];
}
for (const [name, real] of Object.entries(realClears)) {
  globalThis[name] = (timer) => (timer instanceof Timer ? void waiting.delete(timer) : real(timer));
  timers[name] = globalThis[name];
}
promises.setTimeout = (ms, value) => new Promise((resolve) => new Timer(() => resolve(value), ms, false));
syncBuiltinESMExports();

// As Node's own timers: one that comes late comes once, and counts on from there.
function callDue() {
  const nowMs = readTime();
  for (const timer of [...waiting].sort((a, b) => a.dueMs - b.dueMs)) {
    if (timer.dueMs > nowMs) return;
    if (!waiting.has(timer)) continue;
    if (timer.everyMs === null) waiting.delete(timer);
    else timer.dueMs = nowMs + timer.everyMs;
    timer.act();
  }
}

// Bytes of the serial port, which is the only terminal here.
const moved = { read: 0, write: 0 };
let writing = 0;
let lost = Number.POSITIVE_INFINITY;

function count(name) {
  const real = fs[name];
  const counted = (fd, ...args) => {
    if (!isatty(fd)) return real(fd, ...args);
    const done = args.pop();
    if (name === 'write') writing += 1;
    return real(fd, ...args, (error, bytes, ...rest) => {
      if (name === 'write') writing -= 1;
      if (error === null) moved[name] += bytes;
      done(error, bytes, ...rest);
    });
  };
  // By these util.promisify knows what its promise resolves to.
  for (const key of Object.getOwnPropertySymbols(real))
    Object.defineProperty(counted, key, Object.getOwnPropertyDescriptor(real, key));
  fs[name] = counted;
}

function whenSo(isSo, act) {
  let seen = 0;
  let quiet = 0;
  let looks = 0;
  const look = () => {
    looks += 1;
    const come = moved.read + moved.write;
    quiet = come === seen ? quiet + 1 : 0;
    seen = come;
    if (isSo() || quiet >= QUIET_LOOKS || looks >= MOST_LOOKS) setImmediate(act);
    else realTimeout(look, 1);
  };
  look();
}

function step({ nowMs, sent }) {
  // Null: it wakes, and what has piled up is not there at once.
  const isRead = () => sent === null || sent - moved.read <= lost;
  whenSo(isRead, () => {
    if (sent !== null) lost = isRead() ? Math.min(lost, sent - moved.read) : sent - moved.read;
    callDue();
    setImmediate(() =>
      whenSo(
        () => writing === 0,
        () => process.send({ nowMs, written: moved.write }, () => undefined),
      ),
    );
  });
}

if (isMainThread) {
  for (const name of ['read', 'write']) count(name);
  syncBuiltinESMExports();
  process.on('message', step);
} else realEvery(callDue, THREAD_LOOKS_EVERY_MS).unref();
