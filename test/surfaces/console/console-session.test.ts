import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INPUT, INPUTS_AT_REST } from '../../../src/domain/inputs.ts';
import { MAX_QUEUED_LINES } from '../../../src/surfaces/console/line-queue.ts';
import { openDesk } from '../fake-table.ts';

describe('emergency byte', () => {
  it('returns at once, before any line is looked at, and is answered', () => {
    const desk = openDesk({ hasOperatorRole: false });
    desk.session.receive(Buffer.from('status\nhel!'));
    expect(desk.link.sent).toEqual([{ kind: 'return' }]);
    desk.poll();
    expect(desk.take().slice(0, 2)).toEqual(['returning', 'ok']);
  });

  it('passes by a wait and a reader that sleeps', () => {
    const desk = openDesk();
    desk.ask('wait locked');
    desk.output.writableNeedDrain = true;
    desk.session.receive(Buffer.from('!'));
    desk.session.receive(Buffer.from('\x03'));
    expect(desk.link.sent).toEqual([{ kind: 'return' }, { kind: 'return' }]);
  });

  it('[H-41] is heard at any moment in any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        fc.boolean(),
        (before, after, echo) => {
          const desk = openDesk({ echo });
          desk.session.receive(before);
          desk.poll();
          desk.link.sent.length = 0;
          desk.session.receive(Buffer.from([...after, 0x21]));
          expect(desk.link.sent).toEqual([{ kind: 'return' }]);
          desk.poll(3);
        },
      ),
    );
  });
});

describe('waits', () => {
  it('answer when the state is reached, and hold the lines after them', () => {
    const desk = openDesk();
    expect(desk.ask('wait holding within 2min')).toEqual([]);
    expect(desk.ask('version')).toEqual([]);
    desk.link.set({ state: 'holding', nowMs: 34_200 });
    desk.poll();
    expect(desk.take()).toEqual(['holding after 34.2 s', 'ok', 'upright 0.1.0', 'ok']);
  });

  it("count on the table's clock", () => {
    const desk = openDesk();
    desk.ask('wait 5');
    desk.wall.nowMs += 60_000;
    desk.poll();
    expect(desk.take()).toEqual([]);
    desk.link.set({ nowMs: 5000 });
    desk.poll();
    expect(desk.take()).toEqual(['ready after 5.0 s', 'ok']);
  });

  it('time out', () => {
    const desk = openDesk();
    desk.ask('wait locked within 30s');
    desk.link.set({ nowMs: 30_000 });
    desk.poll();
    expect(desk.take()).toEqual(['error TIMEOUT not locked within 0:30; the table is ready']);
  });

  it('count as many seconds as they are told, and no fewer without a bound', () => {
    const desk = openDesk();
    desk.ask('wait 2h');
    desk.link.set({ nowMs: 7_199_000 });
    desk.poll();
    expect(desk.take()).toEqual([]);
    desk.link.set({ nowMs: 7_200_000 });
    desk.poll();
    expect(desk.take().at(-1)).toBe('ok');
  });

  it('refuse a state that does not exist', () => {
    const desk = openDesk();
    expect(desk.ask('wait holdng')).toEqual(['error UNKNOWN no state holdng; did you mean holding?']);
    expect(desk.ask('wait holding within x')[0]).toMatch(/^error USAGE /);
  });
});

describe('roles', () => {
  it('let anyone ask, pause and return, and nobody else do more', () => {
    const desk = openDesk({ hasOperatorRole: false });
    for (const line of ['status', 'pause', 'stop', 'return', 'watch off', 'json off'])
      expect(desk.ask(line).at(-1)).toBe('ok');
    for (const line of ['start gentle-20', 'resume', 'jog up', 'goto 0', 'occupancy load', 'press START']) {
      expect(desk.ask(line)[0]).toMatch(/^error ROLE /);
    }
  });

  it('show anyone what there is to acknowledge', () => {
    const desk = openDesk({ hasOperatorRole: false });
    desk.link.set({ state: 'locked', cause: 'RETURN' });
    const lines = desk.ask('ack');
    expect(lines[0]).toBe('  RETURN was pressed');
    expect(lines.at(-1)).toMatch(/^error ROLE /);
    expect(desk.link.sent).toEqual([]);
  });

  it('are taken by a new press of SELECT, and lapse when idle', () => {
    const desk = openDesk({ hasOperatorRole: false });
    desk.link.set({ inputs: INPUTS_AT_REST | INPUT.SELECT });
    expect(desk.ask('operator')).toEqual([]);
    desk.poll();
    expect(desk.take()).toEqual([]);
    desk.link.set({ inputs: INPUTS_AT_REST });
    desk.poll();
    desk.link.set({ inputs: INPUTS_AT_REST | INPUT.SELECT });
    desk.poll();
    expect(desk.take()).toEqual(['you have the role', 'ok']);
    desk.wall.nowMs += 4 * 60_000;
    expect(desk.ask('resume').at(-1)).toBe('ok');
    desk.wall.nowMs += 5 * 60_000;
    expect(desk.ask('resume')[0]).toMatch(/^error ROLE /);
  });

  it('are not given without SELECT within 10 s, and go with the line', () => {
    const desk = openDesk({ hasOperatorRole: false });
    desk.ask('operator');
    desk.poll();
    desk.wall.nowMs += 10_000;
    desk.link.set({ inputs: INPUTS_AT_REST | INPUT.SELECT });
    desk.poll();
    expect(desk.take()[0]).toMatch(/^error TIMEOUT /);
    desk.link.set({ inputs: INPUTS_AT_REST });
    desk.ask('operator');
    desk.poll();
    desk.link.set({ inputs: INPUTS_AT_REST | INPUT.SELECT });
    desk.poll();
    expect(desk.ask('resume').at(-1)).toBe('ok');
    desk.session.disconnected();
    expect(desk.ask('resume')[0]).toMatch(/^error ROLE /);
  });
});

describe('floods and ends', () => {
  it('[H-40] answers a few lines a poll, and says what it dropped', () => {
    const desk = openDesk();
    desk.session.receive(Buffer.from('status\n'.repeat(10_000)));
    desk.poll();
    const inOnePoll = desk.take().filter((line) => line === 'ok').length;
    expect(inOnePoll).toBeGreaterThan(0);
    expect(inOnePoll).toBeLessThanOrEqual(10);
    desk.poll(500);
    const rest = desk.take();
    expect(rest.filter((line) => line === 'ok').length + inOnePoll).toBe(MAX_QUEUED_LINES);
    expect(rest.at(-1)).toBe(`error LINE ${10_000 - MAX_QUEUED_LINES} lines came too fast and were dropped`);
  });

  it('answers nothing while nobody reads', () => {
    const desk = openDesk();
    desk.ask('watch 10');
    desk.output.writableNeedDrain = true;
    for (let time = 0; time < 100; time += 1) {
      desk.wall.nowMs += 100;
      desk.ask('status');
    }
    expect(desk.take()).toEqual([]);
  });

  it('answers what waits before the end of the input quits', () => {
    const desk = openDesk();
    desk.session.receive(Buffer.from('wait holding\nversion'));
    desk.session.end();
    desk.poll(5);
    expect(desk.quits).toBe(0);
    desk.link.set({ state: 'holding' });
    desk.poll(2);
    expect(desk.take()).toContain('upright 0.1.0');
    expect(desk.quits).toBe(1);
    desk.poll(5);
    expect(desk.quits).toBe(1);
  });

  it('says why it does not quit, and asks again at the end of the input', () => {
    const desk = openDesk();
    desk.quitReply = { ok: false, code: 'NOT_NOW', text: 'E-STOP is in' };
    expect(desk.ask('q')).toEqual(['error NOT_NOW E-STOP is in']);
    desk.session.end();
    desk.poll(5);
    expect(desk.quits).toBe(2);
    desk.quitReply = { ok: true };
    desk.wall.nowMs += 1000;
    desk.poll();
    expect(desk.quits).toBe(3);
    expect(desk.take()).toEqual(['error NOT_NOW E-STOP is in']);
  });

  it('watches at the pace that was asked for, between the replies', () => {
    const desk = openDesk();
    desk.ask('watch 2');
    for (let time = 0; time < 100; time += 1) {
      desk.wall.nowMs += 20;
      desk.poll();
    }
    const lines = desk.take();
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.length).toBeLessThanOrEqual(5);
    expect(lines[0]).toBe('watch 0.0 s, ready, upright 75.1°, 0.0°/s');
    expect(desk.ask('watch 50')[0]).toMatch(/^error USAGE /);
  });

  it('echoes, prompts and ends lines as a terminal wants them', () => {
    const desk = openDesk({ echo: true });
    desk.session.receive(Buffer.from('versiox\x7fn\r'));
    desk.poll();
    expect(desk.output.text).toBe('> versiox\b \bn\r\nupright 0.1.0\r\nok\r\n> ');
    desk.ask('echo off');
    desk.session.receive(Buffer.from('version\n'));
    desk.poll();
    expect(desk.take()).toEqual(['upright 0.1.0', 'ok']);
  });
});
