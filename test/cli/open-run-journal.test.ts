import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRunJournal } from '../../src/cli/open-run-journal.ts';
import { temporaryState } from '../boards/host/temporary-state.ts';

describe('the journal of run', () => {
  it('is in memory without a state folder', async () => {
    const { journal, sessionWasOpen } = await openRunJournal(null);
    journal.append({ kind: 'alarm', atMs: 1, level: 'low' });
    expect(journal.latest(5)).toMatchObject([{ sequence: 1, record: { kind: 'alarm' } }]);
    expect([journal.degraded, sessionWasOpen]).toEqual([false, false]);
  });

  it('[H-50] refuses a folder that is in use with exit code 4, until it is closed', async () => {
    const folder = temporaryState();
    const first = await openRunJournal(folder);
    await expect(openRunJournal(folder)).rejects.toMatchObject({
      exitCode: 4,
      code: 'LOCKED',
      path: folder,
      message: expect.stringMatching(/process \d+\); quit that one, or name another --state-dir$/),
    });
    await first.close();
    await (await openRunJournal(folder)).close();
  });

  it('[H-51] tells a session that was left open', async () => {
    const folder = temporaryState();
    const first = await openRunJournal(folder);
    first.journal.append({ kind: 'session-began', atMs: 1, program: 'p', occupancy: 'person' });
    await first.close();
    const second = await openRunJournal(folder);
    expect(second.sessionWasOpen).toBe(true);
    await second.close();
  });

  it('[H-43] opens degraded where the disk fails, and refuses what is no folder', async () => {
    const folder = temporaryState();
    // A folder where the journal's file should be fails as a dead disk does.
    mkdirSync(join(folder, 'journal-00000001.log'));
    const { journal, close } = await openRunJournal(folder);
    expect(journal.degraded).toBe(true);
    await close();
    writeFileSync(join(folder, 'file'), '');
    await expect(openRunJournal(join(folder, 'file'))).rejects.toMatchObject({ exitCode: 2, code: 'STATE_DIR' });
  });
});
