import { expect, it } from 'vitest';
import { MemoryJournal } from '../../src/records/memory-journal.ts';
import { openDesk } from '../surfaces/fake-table.ts';
import { RECORDS } from './entries.ts';

it('the console shows the last records as lines, and as JSON', () => {
  const journal = new MemoryJournal(() => '2026-11-24T12:00:00.123Z');
  for (const record of RECORDS) journal.append(record);
  const desk = openDesk({ journal });
  expect(desk.ask('log')).toHaveLength(RECORDS.length + 1);
  expect(desk.ask('log 100').slice(2, 9)).toEqual([
    '     3  2026-11-24 12:00:00.123  session began: kim-2013-60, person',
    '     4  2026-11-24 12:00:00.123  ready -> arming at 75° head-up, START_PRESSED',
    '     5  2026-11-24 12:00:00.123  command select Übung "1" : ok',
    '     6  2026-11-24 12:00:00.123  fault H-11 hazard H-11 (RET) at 12.5° head-down',
    '     7  2026-11-24 12:00:00.123  alarm medium',
    '     8  2026-11-24 12:00:00.123  session ended: returned by H-11 hazard H-11, kim-2013-60, 0:43, head-down 0:09',
    '     9  2026-11-24 12:00:00.123  acknowledged: H-11',
  ]);
  expect(desk.ask('log 1')).toEqual(['    13  2026-11-24 12:00:00.123  upright ended with 3', 'ok']);
  for (const wrong of ['log -1', 'log x', 'log 99999']) expect(desk.ask(wrong)[0]).toMatch(/^error USAGE /);
  desk.ask('json on');
  expect(JSON.parse(desk.ask('log 1')[0] ?? '')).toMatchObject({
    ok: true,
    data: { degraded: false, entries: [{ sequence: 13, kind: 'process-stopped', exitCode: 3 }] },
  });
});
