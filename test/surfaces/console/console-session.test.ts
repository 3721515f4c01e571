import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INPUT, INPUTS_AT_REST } from '../../../src/domain/inputs.ts';
import { ConsoleRoom } from '../../../src/surfaces/console/console-room.ts';
import { MAX_QUEUED_LINES } from '../../../src/surfaces/console/line-queue.ts';
import { OperatorSeat } from '../../../src/surfaces/console/operator-seat.ts';
import { FakeLink, openDesk } from '../fake-table.ts';

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

  it('[H-40] is asked for again where the table has too much to do, and is answered when it is taken', () => {
    const desk = openDesk();
    desk.link.reply = { ok: false, code: 'NOT_NOW', text: 'too many commands at once' };
    desk.session.receive(Buffer.from('!'));
    desk.poll(3);
    expect(desk.link.sent).toHaveLength(4);
    expect(desk.take()).toEqual([]);
    desk.link.reply = { ok: true };
    desk.poll(3);
    expect(desk.link.sent).toHaveLength(5);
    expect(desk.take()).toEqual(['returning', 'ok']);
  });

  it('[H-40] is heard in what is too much to read', () => {
    const desk = openDesk();
    desk.session.receive(Buffer.alloc(2_000_000, 'x'));
    desk.session.receive(Buffer.from(`${'y'.repeat(100_000)}!${'z'.repeat(100_000)}\nversion\n`));
    expect(desk.link.sent).toEqual([{ kind: 'return' }]);
    desk.poll();
    desk.session.receive(Buffer.from('\nversion\n'));
    desk.poll();
    const lines = desk.take();
    expect(lines).toContain('upright 0.1.0');
    expect(lines).toContainEqual(expect.stringMatching(/^error LINE 2072\d{3} bytes came too fast and were dropped$/));
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

describe('two consoles', () => {
  function openTwo() {
    const wall = { nowMs: 1000 };
    const seat = new OperatorSeat({ idleMs: 300_000, standing: 'stdio' });
    const room = new ConsoleRoom(seat, () => wall.nowMs);
    const link = new FakeLink();
    const [first, second] = ['stdio', '/dev/ttyUSB0'].map((name) => {
      const desk = openDesk({ name, room, link, nowMs: () => wall.nowMs, mayQuit: name === 'stdio' });
      room.add({ name, state: () => ({ kind: 'connected' }), poll: (untilMs) => desk.session.poll(untilMs) });
      return desk;
    });
    if (first === undefined || second === undefined) throw new Error('two were opened');
    const select = () => {
      link.set({ inputs: INPUTS_AT_REST | INPUT.SELECT });
      room.poll();
      link.set({ inputs: INPUTS_AT_REST });
    };
    return { wall, room, link, first, second, select };
  }

  it('[H-42] only one of them writes: the second reads, pauses and returns until SELECT gives it the role', () => {
    const { room, link, first, second, select } = openTwo();
    expect(first.ask('resume')).toEqual(['going on', 'ok']);
    expect(second.ask('resume')[0]).toMatch(/^error ROLE /);
    expect(second.ask('status')).toContain('operator   stdio');
    expect(second.ask('pause').at(-1)).toBe('ok');
    second.session.receive(Buffer.from('!'));
    expect(link.sent.map(({ kind }) => kind)).toEqual(['resume', 'pause', 'return']);
    room.poll();
    second.ask('operator');
    room.poll();
    select();
    expect(second.take()).toEqual(['you have the role', 'ok']);
    expect(second.ask('resume')).toEqual(['going on', 'ok']);
    expect(first.ask('resume')[0]).toMatch(/^error ROLE /);
    expect(first.ask('who')).toEqual(['stdio         reads', '/dev/ttyUSB0  operator', 'ok']);
  });

  it('[H-42] the role goes back to stdio of a simulated table when it is idle, dropped or asked for', () => {
    const { wall, room, first, second, select } = openTwo();
    const take = () => {
      second.ask('operator');
      room.poll();
      select();
      expect(second.take().at(-1)).toBe('ok');
      expect(first.ask('resume')[0]).toMatch(/^error ROLE /);
    };
    take();
    wall.nowMs += 300_000;
    expect(first.ask('resume').at(-1)).toBe('ok');
    take();
    second.session.disconnected();
    expect(first.ask('resume').at(-1)).toBe('ok');
    take();
    expect(first.ask('operator')).toEqual(['you have the role', 'ok']);
    expect(second.ask('resume')[0]).toMatch(/^error ROLE /);
  });

  it('[H-42] neither unknown words nor rejected lines keep the role', () => {
    const { wall, room, first, second, select } = openTwo();
    second.ask('operator');
    room.poll();
    select();
    for (let minute = 0; minute < 5; minute += 1) {
      wall.nowMs += 60_000;
      second.ask('zzz');
      second.ask('\x00');
    }
    expect(first.ask('resume').at(-1)).toBe('ok');
  });

  it('[H-42] SELECT is for the one who asked first', () => {
    const { wall, room } = openTwo();
    const a = room.roleOf('a');
    const b = room.roleOf('b');
    expect(a.ask(1000)).toEqual({ kind: 'asked' });
    expect(b.ask(1000)).toEqual({ kind: 'busy', by: 'a' });
    a.stopAsking();
    expect(b.ask(1000)).toEqual({ kind: 'asked' });
    expect(a.ask(11_000)).toEqual({ kind: 'asked' });
    expect(a.holder(wall.nowMs)).toBe('stdio');
  });

  it('[H-41] noise on a wire ends no controller', () => {
    const { second } = openTwo();
    expect(second.ask('q')[0]).toMatch(/^error ROLE /);
    second.session.receive(Buffer.from('\x04'));
    second.poll();
    expect(second.quits).toBe(0);
  });

  it('[H-40] a flood in one leaves the other its turn, and both together their bound', () => {
    const { wall, room, link, first, second } = openTwo();
    link.view = () => {
      wall.nowMs += 0.4;
      return link.current;
    };
    first.session.receive(Buffer.from('status\n'.repeat(500)));
    second.session.receive(Buffer.from('status\n'.repeat(500)));
    const startMs = wall.nowMs;
    for (let cycle = 0; cycle < 100; cycle += 1) room.poll();
    expect(wall.nowMs - startMs).toBeLessThanOrEqual(100 * 1.5);
    const answered = [first, second].map((desk) => desk.take().filter((line) => line === 'ok').length);
    expect(Math.min(...answered)).toBeGreaterThan(100);
  });
});

describe('floods and ends', () => {
  it('[H-40] bounds what it writes for any bytes, and what it keeps while nobody reads', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 8 }), fc.boolean(), (chunks, echo) => {
        const desk = openDesk({ echo, hasOperatorRole: false });
        desk.output.writableNeedDrain = true;
        desk.output.text = '';
        for (const bytes of chunks) {
          desk.session.receive(bytes);
          desk.poll();
        }
        expect(desk.output.text).toBe('');
        desk.output.writableNeedDrain = false;
        desk.poll();
        expect(desk.output.text.length).toBeLessThan(40_000);
      }),
      { numRuns: 100 },
    );
  });

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
