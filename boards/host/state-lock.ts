import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One process to a state folder (H-50). The lock is a file `lock-N` that names its owner. A lock whose owner is dead is
 * taken over by creating `lock-(N+1)`, which only one of several can do: nobody ever removes a lock to take its place,
 * so nobody can remove one that has just been taken. The highest number holds.
 */
const LOCK_NAME = /^lock-(\d{1,9})$/;
/** Each further try means that another process took or left the lock in between. */
const MAX_TRIES = 10;

export type LockResult =
  | { readonly ok: true; release(): void }
  | { readonly ok: false; readonly because: 'held'; readonly pid: number }
  | { readonly ok: false; readonly because: 'unusable'; readonly text: string };

/** Never throws: a folder that takes no files gives `unusable`. */
export function lockStateDir(folder: string): LockResult {
  const draft = join(folder, `lock.${process.pid}`);
  try {
    writeFileSync(draft, ownerText(process.pid), { mode: 0o600 });
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const result = tryLock(folder, draft);
      if (result !== null) return result;
    }
    return { ok: false, because: 'unusable', text: 'the lock changes hands all the time' };
  } catch (thrown) {
    return { ok: false, because: 'unusable', text: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    remove(draft);
  }
}

/** Null where somebody else was quicker. */
function tryLock(folder: string, draft: string): LockResult | null {
  const highest = lockNumbers(folder).at(-1) ?? 0;
  const owner = highest === 0 ? null : livingOwner(join(folder, `lock-${highest}`));
  if (owner !== null) return { ok: false, because: 'held', pid: owner };
  const own = join(folder, `lock-${highest + 1}`);
  if (!link(draft, own)) return null;
  // The lock that was seen may have been passed on twice in between: the name was free again, but it no longer counts.
  if (lockNumbers(folder).at(-1) !== highest + 1) {
    remove(own);
    return null;
  }
  for (const number of lockNumbers(folder)) if (number <= highest) remove(join(folder, `lock-${number}`));
  return { ok: true, release: () => remove(own) };
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A lock that cannot be removed is stale as soon as its process has ended.
  }
}

function lockNumbers(folder: string): number[] {
  const numbers = readdirSync(folder).flatMap((name) => {
    const digits = LOCK_NAME.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return numbers.sort((one, other) => one - other);
}

/** The process that holds a lock, or null where it is dead or the lock is gone. */
function livingOwner(path: string): number | null {
  const text = textOf(path);
  const pid = Number(/^(\d{1,10}) /.exec(text ?? '')?.[1]);
  if (text === null || !(pid > 0) || !isAlive(pid)) return null;
  // Numbers of processes come again, after a restart even soon: the same number with another birth is another process.
  return text === ownerText(pid) ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // It is there, but is not ours.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function ownerText(pid: number): string {
  return `${pid} ${birthOf(pid)}\n`;
}

/** Which boot and which tick of it a process was born in, where the operating system tells. */
function birthOf(pid: number): string {
  const boot = textOf('/proc/sys/kernel/random/boot_id')?.trim();
  // The second field is the command's name in brackets and may hold anything; the birth is the 20th after it.
  const fields = textOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ') ?? [];
  const [state] = fields;
  // Dead, and its parent has not looked yet.
  if (state === 'Z' || state === 'X') return 'dead';
  const ticks = fields[19];
  return boot === undefined || ticks === undefined ? '-' : `${boot}:${ticks}`;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
