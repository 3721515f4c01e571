import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/surfaces/console/command-table.ts';
import { renderConsolePage } from '../../../src/surfaces/console/console-page.ts';
import { openDesk, VIEW } from '../fake-table.ts';

describe('questions', () => {
  it('shows the status in the shape of the manual', () => {
    const desk = openDesk();
    const text = 'clamp not seen open since the last session: open and close it';
    desk.link.set({ refusals: [{ id: 'H-22', text }] });
    expect(desk.ask('status')).toEqual([
      'ready, upright 75.1°, brake on',
      'program    kim-2013-60, 15:56, 60° head-down',
      'may start  no',
      '  H-22  clamp not seen open since the last session: open and close it',
      'operator   stdio',
      'board      uno /dev/ttyACM0, last frame 8 ms ago, lease 250 ms',
      'ok',
    ]);
  });

  it('shows session, cause, remedy and faults where there are any', () => {
    const desk = openDesk();
    desk.link.set({
      nowMs: 90_000,
      state: 'stopped',
      cause: 'ESTOP',
      tiltDeg: -60,
      session: {
        elapsedMs: 302_000,
        remainingMs: 654_000,
        headDownMs: 180_000,
        hold: 2,
        holds: 3,
        phaseRemainingMs: 83_000,
        riderMoves: false,
        targetDeg: -60,
      },
      faults: [{ id: 'H-06', reaction: 'STOP', atMs: 60_000 }],
    });
    const lines = desk.ask('status').join('\n');
    expect(lines).toContain('stopped, 60.0° head-down, brake on');
    expect(lines).toContain('session    hold 2 of 3, 1:23 left, 5:02 of 15:56, 3:00 head-down');
    expect(lines).toContain('cause      E-STOP was pressed');
    expect(lines).toContain('  H-06  hazard H-06 (STOP, 0:30 ago)');
    expect(lines).toContain('may start  no, a session is under way');
  });

  it('lists programs and shows one', () => {
    const desk = openDesk();
    expect(desk.ask('programs')[1]).toBe('gentle-20       5:00  one hold at 20° head-down');
    expect(desk.ask('show gentle-20')).toEqual(['0:00 +75°', '5:00 +75°', 'ok']);
    expect(desk.ask('show gentel-20')).toEqual(['error PROGRAM no program gentel-20; did you mean gentle-20?']);
  });

  it('answers version, limits, faults and what is not there yet', () => {
    const desk = openDesk();
    expect(desk.ask('version')).toEqual(['upright 0.1.0', 'ok']);
    expect(desk.ask('limits')[0]).toBe('tilt       +75° to -60°');
    expect(desk.ask('faults')).toEqual(['no faults', 'ok']);
    expect(desk.ask('log 5')).toEqual(['error UNAVAILABLE this controller keeps no journal']);
    expect(desk.ask('rider anna')[0]).toMatch(/^error UNAVAILABLE /);
  });
});

describe('commands', () => {
  it('passes what the table is asked for to the table', () => {
    const desk = openDesk();
    desk.link.set({ occupancy: 'load' });
    const lines = [
      'start gentle-20',
      'pause',
      'stop',
      'resume',
      'return',
      'jog up',
      'jog down',
      'goto -20',
      'occupancy none',
    ];
    for (const line of lines) expect(desk.ask(line).at(-1)).toBe('ok');
    expect(desk.link.sent).toEqual([
      { kind: 'arm', program: 'gentle-20' },
      { kind: 'pause' },
      { kind: 'pause' },
      { kind: 'resume' },
      { kind: 'return' },
      { kind: 'jog', direction: 1 },
      { kind: 'jog', direction: -1 },
      { kind: 'goto', tiltDeg: -20 },
      { kind: 'occupancy', occupancy: 'none' },
    ]);
  });

  it("gives the table's refusal with its code", () => {
    const desk = openDesk();
    desk.link.reply = { ok: false, code: 'NOT_NOW', text: 'nothing is paused' };
    expect(desk.ask('resume')).toEqual(['error NOT_NOW nothing is paused']);
  });

  it('moves nobody down by hand', () => {
    const desk = openDesk();
    expect(desk.ask('jog down')[0]).toMatch(/^error REFUSED /);
    expect(desk.ask('goto -20')[0]).toMatch(/^error REFUSED /);
    expect(desk.link.sent).toEqual([]);
  });

  it('takes a tilt within the range only', () => {
    const desk = openDesk();
    desk.link.set({ occupancy: 'load' });
    expect(desk.ask('goto -75')[0]).toMatch(/^error REFUSED -75° is outside/);
    for (const word of ['x', '1e3', '--2', 'NaN', 'Infinity', '']) {
      expect(desk.ask(`goto ${word}`)[0]).toMatch(/^error USAGE /);
    }
  });

  it('lists what happened and acknowledges E-STOP, clamps and obstruction at the panel only', () => {
    const desk = openDesk();
    desk.link.set({ state: 'locked', cause: 'H-21', faults: [{ id: 'H-21', reaction: 'STOP', atMs: 0 }] });
    const refused = desk.ask('ack');
    expect(refused[0]).toBe('  H-21  hazard H-21 (STOP, 0:00 ago)');
    expect(refused.at(-1)).toMatch(/^error REFUSED .*SELECT/);
    expect(desk.link.sent).toEqual([]);
    desk.link.set({ cause: 'RETURN', faults: [] });
    expect(desk.ask('ack').at(-1)).toBe('ok');
    expect(desk.link.sent).toEqual([{ kind: 'acknowledge' }]);
  });

  it('presses, releases, breaks and mends a simulated table', () => {
    const desk = openDesk();
    const lines = ['press START', 'press up for 2s', 'press ESTOP', 'release estop', 'inject H-11:short', 'clear H-11'];
    for (const line of lines) expect(desk.ask(line)).toEqual(['ok']);
    expect(desk.inputs.calls).toEqual([
      'press START 200',
      'press UP 2000',
      'press ESTOP null',
      'release ESTOP',
      'inject H-11:short',
      'clear H-11',
    ]);
    expect(desk.ask('press LEFT')[0]).toMatch(/^error UNKNOWN no button LEFT/);
    expect(desk.ask('inject angle-stick')[0]).toContain('did you mean angle-stuck?');
  });

  it('has no hands on a real table', () => {
    const desk = openDesk({ testInputs: null });
    for (const line of ['press START', 'release START', 'inject H-08', 'clear H-08']) {
      expect(desk.ask(line)[0]).toMatch(/^error UNAVAILABLE /);
    }
  });
});

describe('help and grammar', () => {
  it('suggests what was meant', () => {
    const desk = openDesk();
    expect(desk.ask('staus')).toEqual(['error UNKNOWN no command staus; did you mean status?']);
    expect(desk.ask('xyzzy')).toEqual(['error UNKNOWN no command xyzzy; `help` lists them']);
  });

  it('says how each command is used, and refuses words that are too many or too few', () => {
    const desk = openDesk();
    const all = desk.ask('help');
    for (const { name, usage, words, needs } of COMMANDS) {
      expect(all.some((line) => line.startsWith(usage))).toBe(true);
      expect(desk.ask(`help ${name}`).at(-1)).toBe('ok');
      if (needs === 'later') continue;
      if (words.from > 0) expect(desk.ask(name)).toEqual([`error USAGE usage: ${usage}`]);
      expect(desk.ask(`${name}${' x'.repeat(words.to + 1)}`)).toEqual([`error USAGE usage: ${usage}`]);
    }
  });

  it('writes every command and every code into the manual', () => {
    const page = renderConsolePage('> status');
    for (const { usage } of COMMANDS) expect(page).toContain(`### \`${usage}\``);
    expect(page).toContain('| `TIMEOUT` |');
  });

  it('answers each command with one line of JSON when asked to', () => {
    const desk = openDesk();
    desk.ask('json on');
    for (const { name } of COMMANDS.filter(({ name }) => !['json', 'wait', 'watch'].includes(name))) {
      const lines = desk.ask(name);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ok: expect.any(Boolean), command: name });
    }
    expect(JSON.parse(desk.ask('status')[0] ?? '')).toMatchObject({
      ok: true,
      data: { state: VIEW.state, tiltDeg: 75.1 },
    });
    expect(JSON.parse(desk.ask('nope')[0] ?? '')).toMatchObject({ ok: false, code: 'UNKNOWN' });
  });
});
