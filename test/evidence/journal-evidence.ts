import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal, readJournalFiles } from '../../boards/host/file-journal.ts';
import { lockStateDir } from '../../boards/host/state-lock.ts';
import { pause, wallTime } from '../../boards/host/wall-time.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { decodeFile } from '../../src/records/journal-format.ts';
import { StoredJournal } from '../../src/records/stored-journal.ts';

/**
 * The journal under real processes: killed while writing, and many at once at one state folder. It starts itself as the
 * processes that are killed. `npm run evidence:journal [-- KILLS]`.
 */
const LONGEST_LIFE_MS = 120;
const CONTENDERS = 12;
const RACES = 30;

/** Says how far it is synced only after the disk has said so. */
class ToldStore extends FileJournal {
  #appended = 0;
  readonly #log: string;

  constructor(folder: string, log: string) {
    super(folder);
    this.#log = log;
  }

  override async append(bytes: Uint8Array): Promise<void> {
    await super.append(bytes);
    this.#appended = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/(?:^|\n).[0-9a-f]{8} ([0-9a-f]{8})/g),
    ]
      .map((match) => Number.parseInt(match[1] ?? '0', 16))
      .reduce((most, one) => Math.max(most, one), this.#appended);
  }

  override async sync(): Promise<void> {
    const sequence = this.#appended;
    await super.sync();
    appendFileSync(this.#log, `${sequence}\n`);
  }
}

/** Writes as fast as it can until it is killed. */
async function writeForever(folder: string, log: string): Promise<void> {
  const { journal } = await StoredJournal.open({ store: new ToldStore(folder, log), wallTime, pause });
  for (let atMs = 0; ; atMs += 1) {
    journal.append(
      atMs % 5 === 0
        ? { kind: 'fault', atMs, id: 'H-11', reaction: 'RET', tiltDeg: -60 }
        : { kind: 'alarm', atMs, level: 'low' },
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function contend(folder: string): Promise<void> {
  process.send?.('ready');
  await once(process, 'message');
  process.send?.(lockStateDir(folder).ok);
  setInterval(() => undefined, 1000);
}

async function killAtRandom(kills: number): Promise<string[]> {
  const random = new SeededRandom(43);
  const folder = mkdtempSync(join(tmpdir(), 'upright-kill-'));
  const log = join(folder, 'told');
  writeFileSync(log, '');
  const complaints: string[] = [];
  let torn = 0;
  let synced = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const child = fork(import.meta.filename, ['write', folder, log]);
    await pauseRef(150 + random.uniform() * LONGEST_LIFE_MS);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const files = (await readJournalFiles(folder)).map(decodeFile);
    const present = new Set(files.flatMap(({ entries }) => entries.map(({ sequence }) => sequence)));
    torn += (files.at(-1)?.tornBytes ?? 0) > 0 ? 1 : 0;
    synced = Number(readFileSync(log, 'utf8').trim().split('\n').at(-1));
    const lowest = Math.min(...present);
    for (let sequence = lowest; sequence <= synced; sequence += 1)
      if (!present.has(sequence)) complaints.push(`kill ${kill}: record ${sequence} of ${synced} synced is not there`);
    if (files.some(({ damages }) => damages.length > 0)) complaints.push(`kill ${kill}: damage in the middle`);
  }
  rmSync(folder, { recursive: true, force: true });
  print(`killed ${kills} times, ${torn} of them in the middle of a record; ${synced} records synced`, complaints);
  return complaints;
}

async function race(): Promise<string[]> {
  const complaints: string[] = [];
  for (let turn = 0; turn < RACES; turn += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'upright-race-'));
    writeFileSync(join(folder, 'lock-1'), '1 another-boot:17\n');
    const children = Array.from({ length: CONTENDERS }, () => fork(import.meta.filename, ['contend', folder]));
    await Promise.all(children.map((child) => once(child, 'message')));
    const won = (await Promise.all(children.map(answerOf))).filter((ok) => ok).length;
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    if (won !== 1) complaints.push(`race ${turn}: ${won} processes hold the folder`);
  }
  print(`${RACES} races of ${CONTENDERS} processes for a stale lock`, complaints);
  return complaints;
}

async function answerOf(child: ChildProcess): Promise<boolean> {
  const answer = once(child, 'message');
  child.send('go');
  return (await answer)[0] === true;
}

function pauseRef(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function print(what: string, complaints: readonly string[]): void {
  process.stdout.write(`${complaints.length === 0 ? 'ok  ' : 'FAIL'}  ${what}\n`);
  for (const complaint of complaints.slice(0, 5)) process.stdout.write(`      ${complaint}\n`);
}

const [task, folder = '', log = ''] = process.argv.slice(2);
if (task === 'write') await writeForever(folder, log);
else if (task === 'contend') await contend(folder);
else {
  const complaints = [...(await killAtRandom(Number(task ?? 100))), ...(await race())];
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
