import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { ACCEPTED, type CommandReply, type OperatorCommand } from '../../src/domain/commands.ts';
import { type Button, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import type { TableView } from '../../src/domain/view.ts';
import type { OperatorLink } from '../../src/ports/operator-link.ts';
import type { FaultReply, TestInputs } from '../../src/ports/test-inputs.ts';
import { ConsoleRoom } from '../../src/surfaces/console/console-room.ts';
import { type ConsoleOptions, ConsoleSession } from '../../src/surfaces/console/console-session.ts';
import { OperatorSeat } from '../../src/surfaces/console/operator-seat.ts';

/** A table of two wires and a view: what surfaces send is written down, and what they see is set by the test. */

export const VIEW: TableView = {
  nowMs: 0,
  state: 'ready',
  cause: null,
  occupancy: 'person',
  tiltDeg: 75.1,
  rateDegPerSec: 0,
  brakeReleased: false,
  duty: 0,
  currentAmps: 0,
  supplyVolts: 24.1,
  inputs: INPUTS_AT_REST,
  program: { name: 'kim-2013-60', totalMs: 956_000, deepestDeg: -60 },
  session: null,
  lastSession: null,
  lights: { status: 'green', flashing: false, alarm: 'none', alarmSinceMs: 0, call: null, callSinceMs: 0 },
  faults: [],
  refusals: [],
  prompt: null,
  frameAgeMs: 8,
  leaseMs: 250,
  hardwareName: 'uno /dev/ttyACM0',
};

export class FakeLink implements OperatorLink {
  current: TableView = VIEW;
  reply: CommandReply = ACCEPTED;
  readonly sent: OperatorCommand[] = [];

  view(): TableView {
    return this.current;
  }

  send(command: OperatorCommand): CommandReply {
    this.sent.push(command);
    return this.reply;
  }

  set(change: Partial<TableView>): void {
    this.current = { ...this.current, ...change };
  }
}

export class FakeInputs implements TestInputs {
  readonly calls: string[] = [];
  readonly pressed = new Set<Button>();
  readonly faults = [
    { id: 'H-08', name: 'angle-stuck', variants: [], summary: 'the angle sensor keeps its value' },
    { id: 'H-11', name: 'angle-wire', variants: ['open', 'short'], summary: 'the angle sensor loses a wire' },
  ];

  press(button: Button, forMs: number | null): void {
    this.calls.push(`press ${button} ${forMs}`);
    this.pressed.add(button);
  }

  release(button: Button): void {
    this.calls.push(`release ${button}`);
    this.pressed.delete(button);
  }

  isPressed(button: Button): boolean {
    return this.pressed.has(button);
  }

  inject(fault: string): FaultReply {
    this.calls.push(`inject ${fault}`);
    const known = this.faults.some(({ id, name }) => fault.startsWith(id) || fault.startsWith(name));
    return known ? { ok: true } : { ok: false, because: `no fault ${fault}` };
  }

  clear(fault: string): FaultReply {
    this.calls.push(`clear ${fault}`);
    return { ok: true };
  }
}

export interface Desk {
  readonly link: FakeLink;
  readonly inputs: FakeInputs;
  readonly session: ConsoleSession;
  readonly wall: { nowMs: number };
  readonly output: { text: string; writableNeedDrain: boolean };
  quits: number;
  quitReply: CommandReply;
  /** Types a line, polls once, and gives what was written since. */
  ask(line: string): string[];
  /** Everything written since the last look, in lines. */
  take(): string[];
  poll(times?: number): void;
}

/** What a console is made of, but for its place. */
export function consoleOptions(link: OperatorLink) {
  return {
    name: 'stdio',
    link,
    testInputs: null,
    programs: {
      list: () => [
        { name: 'kim-2013-60', summary: 'three holds at 60° head-down', totalMs: 956_000 },
        { name: 'gentle-20', summary: 'one hold at 20° head-down', totalMs: 300_000 },
      ],
      show: (name: string) => (name === 'gentle-20' ? '0:00 +75°\n5:00 +75°\n' : null),
    },
    settings: DEFAULT_SETTINGS,
    versionText: 'upright 0.1.0',
    hazardText: (id: string) => `hazard ${id}`,
    timing: () => null,
    mayQuit: false,
    echo: false,
    onQuit: (): CommandReply => ACCEPTED,
  };
}

type DeskChange = Partial<ConsoleOptions> & {
  /** As stdio on a simulated table has it. */
  readonly hasOperatorRole?: boolean;
};

export function openDesk({ hasOperatorRole = true, ...change }: DeskChange = {}): Desk {
  const link = new FakeLink();
  const inputs = new FakeInputs();
  const wall = { nowMs: 1000 };
  const output = {
    text: '',
    writableNeedDrain: false,
    write(text: string) {
      this.text += text;
    },
  };
  const desk: Omit<Desk, 'session'> = {
    link,
    inputs,
    wall,
    output,
    quits: 0,
    quitReply: ACCEPTED,
    ask(line) {
      this.take();
      session.receive(Buffer.from(`${line}\n`));
      this.poll(1);
      return this.take();
    },
    take() {
      const lines = output.text.split('\n');
      output.text = '';
      return lines.slice(0, -1);
    },
    poll(times = 1) {
      for (let time = 0; time < times; time += 1) session.poll();
    },
  };
  const seat = new OperatorSeat({
    idleMs: DEFAULT_SETTINGS.console.operatorIdleMs,
    standing: hasOperatorRole ? 'stdio' : null,
  });
  const session = new ConsoleSession({
    ...consoleOptions(link),
    room: new ConsoleRoom(seat, () => wall.nowMs),
    testInputs: inputs,
    mayQuit: true,
    output,
    nowMs: () => wall.nowMs,
    onQuit: () => {
      desk.quits += 1;
      return desk.quitReply;
    },
    ...change,
  });
  return Object.assign(desk, { session });
}
