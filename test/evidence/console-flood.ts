import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { freePort } from '../../boards/host/free-port.ts';
import { closeSerialLink, openSerialLink } from '../../boards/host/serial-link.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { PtyPair } from '../support/pty-pair.ts';
import { UprightProcess, type WatchLine } from './upright-process.ts';

/**
 * [H-40] An emergency return of the real process in real time, in peace and then under ten megabytes of noise and questions
 * on its serial console, and on its SCPI socket: the rider comes up along the same way in the same time.
 * `npm run evidence:console`.
 */
const FLOOD_BYTES = 10_000_000;
const BURST_BYTES = 500_000;
const RETURN_MS = 30_000;
/** The watch's step of 100 ms at the emergency rate, and the sensor's noise. */
const TILT_TOLERANCE_DEG = 0.8;
const MOST_ATTEMPTS = 3;
const TIME_TOLERANCE_MS = 300;
const LATENESS_SHARES = [0.5, 0.99, 0.999, 1];

const CONFIG = 'table:\n  rates: { ramp: 4°/s, headUp: 3°/s }\n';
const PROGRAM = 'name: short-dive\nsteps:\n  - hold: -30°\n    for: 60 s\n';

interface Seen {
  readonly name: string;
  readonly upMs: number;
  readonly startMs: number;
  readonly trace: readonly WatchLine[];
  readonly latenessMs: readonly number[];
  readonly cycles: number;
  readonly floodedBytes: number;
}

type Place = 'console' | 'SCPI';
type Flood = { readonly name: string; readonly on: Place; readonly bytes: number; readonly isRead: boolean };
const FLOODS: readonly Flood[] = [
  { name: 'in peace', on: 'console', bytes: 0, isRead: true },
  ...(['console', 'SCPI'] as const).flatMap((on) => [
    { name: `${on} flooded, and the replies read`, on, bytes: FLOOD_BYTES, isRead: true },
    { name: `${on} flooded, and nobody reads`, on, bytes: FLOOD_BYTES, isRead: false },
  ]),
];
const QUESTIONS: Readonly<Record<Place, string>> = { console: 'status\r', SCPI: 'STAT?;*STB?\n' };

const folder = mkdtempSync(join(tmpdir(), 'upright-flood-'));
const pair = new PtyPair();
await pair.plugIn();
writeFileSync(join(folder, 'upright.yaml'), CONFIG);
writeFileSync(join(folder, 'short-dive.yaml'), PROGRAM);
const files = ['--config', join(folder, 'upright.yaml'), '--program', join(folder, 'short-dive.yaml')];
const scpiPort = await freePort();
const places = ['--console', 'stdio', '--console', pair.near, '--scpi', `tcp:${scpiPort}`];
const upright = new UprightProcess(['run', ...places, '--speed', '1', ...files]);
const far = await openSerialLink(pair.far);
far.resume();
let failures = 0;
const sockets: Socket[] = [];
try {
  await upright.ask('json on');
  await upright.ask('watch 10');
  const wires: Readonly<Record<Place, Duplex>> = { console: far, SCPI: await connected(scpiPort) };
  const seen: Seen[] = [];
  for (const flood of FLOODS) {
    seen.push(await returnUnder(flood, wires[flood.on]));
    report(seen);
  }
  const exitCode = await upright.quit();
  check(exitCode === 3, `exit code ${exitCode}, not 3`);
} finally {
  upright.kill();
  await closeSerialLink(far);
  for (const socket of sockets) socket.destroy();
  await pair.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

/** Down to the hold, RETURN, up: what the table did from the press on, and how late its cycles were. */
async function returnUnder(flood: Flood, wire: Duplex): Promise<Seen> {
  await goDown();
  const before = await countsNow();
  upright.watched.length = 0;
  const startMs = (await viewNow()).nowMs;
  await upright.ask('press RETURN');
  if (!flood.isRead) wire.pause();
  const wanted = { bytes: flood.bytes, written: 0 };
  const poured = pour(wire, wanted, { overMs: RETURN_MS, question: QUESTIONS[flood.on] });
  await upright.ask('wait locked within 2min');
  const after = await countsNow();
  const floodedBytes = wanted.written;
  // Where nobody reads, socat holds back what comes the other way too: the wire takes less than was wanted.
  wanted.bytes = 0;
  wire.resume();
  await poured;
  await upright.ask('wait 0.5');
  const trace = [...upright.watched];
  const counts = after.map((count, tenths) => count - (before[tenths] ?? 0));
  await makeReady();
  const endMs = trace.find(({ state }) => state === 'locked')?.nowMs ?? Number.NaN;
  return {
    name: flood.name,
    upMs: endMs - startMs,
    startMs,
    trace,
    latenessMs: LATENESS_SHARES.map((share) => latenessOf(counts, share)),
    cycles: counts.reduce((sum, count) => sum + count, 0),
    floodedBytes,
  };
}

/** A computer that is busy with other things may stall for longer than the lease, and the table then goes up by itself. */
async function goDown(): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await upright.ask('wait ready within 30s');
    await upright.ask('press START');
    await upright.ask('wait 40');
    const { state, cause } = await viewNow();
    if (state === 'holding') return;
    process.stdout.write(`not down at the ${attempt}. attempt: ${state} by ${cause}\n`);
    if (attempt === MOST_ATTEMPTS) throw new Error('this computer is too busy for real time');
    await upright.ask('wait locked within 2min');
    await makeReady();
  }
}

/** After a return: acknowledged at the panel, and the clamp opened and closed as a new session asks for. */
async function makeReady(): Promise<void> {
  await upright.ask('press SELECT for 1500ms');
  await upright.ask('wait ready within 30s');
  await upright.ask('release CLAMP');
  await upright.ask('wait 1');
  await upright.ask('press CLAMP');
  await upright.ask('wait 1');
}

async function viewNow(): Promise<{ readonly nowMs: number; readonly state: string; readonly cause: string | null }> {
  const { data } = await upright.ask('status');
  return data as Awaited<ReturnType<typeof viewNow>>;
}

/** Writes in bursts, each as fast as the wire takes it, spread over the return, as long as they are wanted. */
async function pour(
  port: Duplex,
  wanted: { readonly bytes: number; written: number },
  { overMs, question }: { readonly overMs: number; readonly question: string },
): Promise<void> {
  const bursts = wanted.bytes / BURST_BYTES;
  const random = new SeededRandom(3);
  for (let burst = 0; burst < bursts && wanted.bytes > 0; burst += 1) {
    const startMs = performance.now();
    const text = burst % 2 === 0 ? noise(random) : Buffer.from(question.repeat(BURST_BYTES / question.length));
    await new Promise((resolve) => port.write(text, resolve));
    wanted.written += text.length;
    await new Promise((resolve) => setTimeout(resolve, Math.max(overMs / bursts - (performance.now() - startMs), 0)));
  }
}

async function connected(port: number): Promise<Duplex> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket.resume();
}

/** Every byte, `!` and ctrl-C among them: they ask for the return that is under way. */
function noise(random: SeededRandom): Buffer {
  return Buffer.from(Array.from({ length: BURST_BYTES }, () => Math.floor(random.uniform() * 256)));
}

async function countsNow(): Promise<number[]> {
  const { data } = await upright.ask('timing');
  const { counts } = data as { readonly counts: readonly (readonly [number, number])[] };
  const all = new Array<number>(1001).fill(0);
  for (const [tenths, count] of counts) all[tenths] = count;
  return all;
}

function latenessOf(counts: readonly number[], share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  const bucket = counts.findIndex((count) => {
    seen += count;
    return seen >= wanted;
  });
  return (bucket + 1) / 10;
}

function report(seen: readonly Seen[]): void {
  const [peace] = seen;
  const now = seen.at(-1);
  if (peace === undefined || now === undefined) return;
  const apartDeg = mostApartDeg(peace, now);
  const { now: rssMb, most } = upright.memoryMb;
  const [p50, p99, p999, worst] = now.latenessMs.map((ms) => ms.toFixed(1));
  process.stdout.write(
    `${now.name}: upright after ${(now.upMs / 1000).toFixed(2)} s, at most ${apartDeg.toFixed(2)}° off the way in peace; ` +
      `${now.floodedBytes} bytes; cycles late p50 ${p50}, p99 ${p99}, p99.9 ${p999}, worst ${worst} ms of ${now.cycles}; ` +
      `memory ${rssMb.toFixed(0)} MB, at most ${most.toFixed(0)}\n`,
  );
  check(Math.abs(now.upMs - peace.upMs) <= TIME_TOLERANCE_MS, `${now.name}: not upright at the same time`);
  check(apartDeg <= TILT_TOLERANCE_DEG, `${now.name}: not the same way`);
  check(Math.abs((now.trace.at(-1)?.tiltDeg ?? 0) - 75) < 1, `${now.name}: not upright at the end`);
}

/** The largest difference of tilt at equal times since the return began. */
function mostApartDeg(one: Seen, other: Seen): number {
  const apart = one.trace.map(({ nowMs, tiltDeg }) => {
    const atMs = nowMs - one.startMs + other.startMs;
    const after = other.trace.findIndex((line) => line.nowMs >= atMs);
    const [low, high] = [other.trace[Math.max(after - 1, 0)], other.trace[after]];
    if (low === undefined || high === undefined) return 0;
    const share = high.nowMs === low.nowMs ? 0 : (atMs - low.nowMs) / (high.nowMs - low.nowMs);
    return Math.abs(low.tiltDeg + share * (high.tiltDeg - low.tiltDeg) - tiltDeg);
  });
  return Math.max(0, ...apart);
}

function check(holds: boolean, complaint: string): void {
  if (holds) return;
  failures += 1;
  process.stdout.write(`FAIL  ${complaint}\n`);
}
