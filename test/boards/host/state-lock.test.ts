import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockStateDir } from '../../../boards/host/state-lock.ts';
import { temporaryState } from './temporary-state.ts';

describe('lockStateDir', () => {
  it('[H-50] refuses a folder that a living process holds, and gives it away when it is released', () => {
    const folder = temporaryState();
    const first = lockStateDir(folder);
    expect(lockStateDir(folder)).toEqual({ ok: false, because: 'held', pid: process.pid });
    if (first.ok) first.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(lockStateDir(folder).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(['lock-1']);
  });

  it('[H-50] takes over from a process that was killed', async () => {
    const folder = temporaryState();
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    const birth = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(join(folder, 'lock-4'), `${other.pid} ${boot}:${birth}\n`);
    expect(lockStateDir(folder)).toEqual({ ok: false, because: 'held', pid: other.pid });
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(lockStateDir(folder).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(['lock-5']);
  });

  it('[H-50] is not held up by another process that has the number of the dead one, nor by an unreadable lock', () => {
    const folder = temporaryState();
    writeFileSync(join(folder, 'lock-1'), `${process.pid} another-boot:17\n`);
    expect(lockStateDir(folder).ok).toBe(true);
    const empty = temporaryState();
    writeFileSync(join(empty, 'lock-1'), '');
    expect(lockStateDir(empty).ok).toBe(true);
  });

  it('says so where the folder takes no files', () => {
    const result = lockStateDir('/proc');
    expect(result).toMatchObject({ ok: false, because: 'unusable' });
  });
});
