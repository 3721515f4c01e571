import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ACCEPTED, type CommandReply } from '../../../src/domain/commands.ts';
import type { TableView } from '../../../src/domain/view.ts';
import { TerminalPanel } from '../../../src/surfaces/panel/terminal-panel.ts';
import { FakeInputs, FakeLink } from '../fake-table.ts';

/** A terminal of streams: what is written is kept, and raw mode is a flag. */
function openPanel({
  simulated = true,
  bell = true,
  link = new FakeLink(),
}: {
  simulated?: boolean;
  bell?: boolean;
  link?: FakeLink;
} = {}) {
  const inputs = new FakeInputs();
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      this.isRaw = raw;
      return this;
    },
  });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  const table = { wallMs: 0, speed: 1, quitReply: ACCEPTED as CommandReply, failures: [] as unknown[], written: '' };
  output.on('data', (chunk: Buffer) => {
    table.written += chunk.toString();
  });
  const ticks = new Set<() => void>();
  const panel = new TerminalPanel({
    link,
    testInputs: simulated ? inputs : null,
    clock: {
      nowMs: () => table.wallMs,
      every: (_periodMs, tick) => {
        ticks.add(tick);
        return () => ticks.delete(tick);
      },
    },
    color: false,
    bell,
    hazardText: (id) => id,
    speed: () => table.speed,
    onSpeed: (change) => {
      table.speed += change;
    },
    onQuit: () => table.quitReply,
    onFailure: (error) => table.failures.push(error),
  });
  panel.start(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream);
  const refresh = () => {
    for (const tick of [...ticks]) tick();
    return table.written;
  };
  const press = (...letters: string[]) => {
    for (const letter of letters) panel.key({ sequence: letter, name: letter });
  };
  return { panel, link, inputs, input, table, ticks, refresh, press };
}

describe('keys', () => {
  it('press the buttons of a simulated table', () => {
    const { inputs, press } = openPanel();
    press(' ', 'r', 's', 'a', 'c', 'e', 'e', 'g', 'R');
    expect(inputs.calls).toEqual([
      'press START 200',
      'press RETURN 200',
      'press SELECT 200',
      'press SELECT 1100',
      'press UP 200',
      'press ESTOP null',
      'release ESTOP',
      'press GRIP null',
      'press RETURN 200',
    ]);
  });

  it('hold to run: 700 ms at first, 200 ms with each repeat, longer on a faster table', () => {
    const { inputs, panel, table } = openPanel();
    const at = (wallMs: number, name: string) => {
      table.wallMs = wallMs;
      panel.key({ name });
    };
    at(0, 'up');
    at(500, 'up');
    at(530, 'up');
    at(2000, 'up');
    table.speed = 10;
    at(9000, 'down');
    expect(inputs.calls).toEqual(['press UP 700', 'press UP 200', 'press UP 200', 'press UP 700', 'press DOWN 7000']);
  });

  it('ask a real table for what may be asked, and leave its buttons alone', () => {
    const { link, press, inputs, refresh } = openPanel({ simulated: false });
    press('r', ' ', 'a', 'e');
    expect(link.sent).toEqual([{ kind: 'return' }, { kind: 'pause' }, { kind: 'acknowledge' }]);
    expect(inputs.calls).toEqual([]);
    expect(refresh()).toContain('the buttons of this table are at the table');
  });

  it('inject a fault and clear it again', () => {
    const { inputs, press, refresh } = openPanel();
    press('2', 'f', '2', '2', 'f', '3');
    expect(inputs.calls).toEqual(['inject H-11:open', 'clear H-11:open']);
    expect(refresh()).toContain('H-11:open cleared');
  });

  it('quit by q and ctrl-C, or say why not', () => {
    const { panel, press, table, refresh } = openPanel();
    table.quitReply = { ok: false, code: 'NOT_NOW', text: 'E-STOP is in' };
    press('q');
    expect(refresh()).toContain('not quitting: E-STOP is in');
    table.quitReply = ACCEPTED;
    panel.key({ name: 'c', ctrl: true, sequence: '\x03' });
    expect(refresh()).toContain('returning, then quitting');
  });

  it('arrive through the terminal', async () => {
    const { input, inputs } = openPanel();
    input.write('r');
    await new Promise((resolve) => setImmediate(resolve));
    expect(inputs.calls).toEqual(['press RETURN 200']);
  });
});

describe('bell', () => {
  const HIGH = {
    ...new FakeLink().current.lights,
    status: 'red',
    flashing: true,
    alarm: 'high',
    alarmSinceMs: 1000,
  } as const;

  /** Bells in so many seconds of a high alarm that began at 0, the table at `speed`. */
  function bellsIn(seconds: number, { bell = true, keys = '', speed = 1 } = {}): number {
    const { link, table, press, refresh } = openPanel({ bell });
    table.speed = speed;
    press(...keys);
    for (let ms = 0; ms < seconds * 1000; ms += 83) {
      table.wallMs = 5000 + ms;
      link.set({ nowMs: 1000 + ms * speed, lights: HIGH });
      refresh();
    }
    return table.written.split('\x07').length - 1;
  }

  it('rings once with every burst, however fast the table runs', () => {
    expect(bellsIn(60)).toBe(10);
    expect(bellsIn(60, { speed: 20 })).toBe(10);
  });

  it('is silent where NO_BELL is set, and m turns it off and on', () => {
    expect(bellsIn(30, { bell: false })).toBe(0);
    expect(bellsIn(30, { bell: false, keys: 'm' })).toBe(5);
    expect(bellsIn(30, { keys: 'm' })).toBe(0);
    expect(bellsIn(30, { keys: 'mm' })).toBe(5);
  });
});

describe('terminal', () => {
  it('is taken at the start and given back at the end', () => {
    const { panel, input, table, ticks } = openPanel();
    expect(input.isRaw).toBe(true);
    expect(table.written).toContain('\x1b[?1049h');
    panel.stop();
    panel.stop();
    expect(input.isRaw).toBe(false);
    expect(ticks.size).toBe(0);
    expect(table.written.split('\x1b[?1049l')).toHaveLength(2);
    expect(table.written.lastIndexOf('\x1b[?25h')).toBeGreaterThan(table.written.lastIndexOf('\x1b[?25l'));
  });

  it('is given back when the picture fails', () => {
    class BrokenLink extends FakeLink {
      broken = false;
      override view(): TableView {
        if (this.broken) throw new Error('no view');
        return super.view();
      }
    }
    const link = new BrokenLink();
    const { input, table, refresh, ticks } = openPanel({ link });
    link.broken = true;
    expect(refresh()).toContain('\x1b[?1049l');
    expect(input.isRaw).toBe(false);
    expect(ticks.size).toBe(0);
    expect(table.failures).toHaveLength(1);
  });
});
