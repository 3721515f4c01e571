import type { Settings } from '../../config/settings.ts';
import type { Controller } from '../../ports/controller.ts';
import type { JournalHistory } from '../../ports/journal.ts';
import type { ProgramCatalogue } from '../../ports/program-catalogue.ts';
import type { TableHardware } from '../../ports/table-hardware.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import { hazardText } from '../../safety/hazards.ts';
import { ConsoleRoom } from '../../surfaces/console/console-room.ts';
import { ConsoleSession } from '../../surfaces/console/console-session.ts';
import { OperatorSeat } from '../../surfaces/console/operator-seat.ts';
import { PACKAGE_VERSION } from '../package-version.ts';

const NAME = 'stdio';
const REPLY_ENDS = /^(ok$|error )/;

interface BenchConsoleNeeds {
  readonly controller: Controller;
  readonly journal: JournalHistory;
  readonly testInputs: TestInputs;
  readonly programs: ProgramCatalogue;
  readonly settings: Settings;
  readonly hardware: TableHardware;
  readonly nowMs: () => number;
}

/** The console that a bench types at, with the role that stdio has on a simulated table. */
export class BenchConsole {
  readonly #room: ConsoleRoom;
  readonly #session: ConsoleSession;
  #rest = '';
  #lines: string[] = [];

  constructor({ controller, journal, testInputs, programs, settings, hardware, nowMs }: BenchConsoleNeeds) {
    const { name, firmware } = hardware.facts;
    const seat = new OperatorSeat({ idleMs: settings.console.operatorIdleMs, standing: NAME });
    this.#room = new ConsoleRoom(seat, nowMs);
    this.#session = new ConsoleSession({
      name: NAME,
      room: this.#room,
      link: controller,
      journal,
      testInputs,
      programs,
      settings,
      versionText: `upright ${PACKAGE_VERSION}, ${name}, firmware ${firmware}`,
      hazardText,
      timing: () => null,
      mayQuit: false,
      echo: false,
      output: { write: (text) => this.#take(text), writableNeedDrain: false },
      nowMs,
      onQuit: () => ({ ok: false, code: 'NOT_NOW', text: 'a bench ends its controller by its scenario' }),
    });
    this.#room.add({
      name: NAME,
      state: () => ({ kind: 'connected' }),
      poll: (untilMs) => this.#session.poll(untilMs),
    });
  }

  poll(): void {
    this.#room.poll();
  }

  say(line: string): void {
    this.#lines = [];
    this.#session.receive(Buffer.from(`${line}\n`));
  }

  takeReply(): readonly string[] | null {
    const end = this.#lines.findIndex((line) => REPLY_ENDS.test(line));
    if (end < 0) return null;
    return this.#lines.splice(0, end + 1);
  }

  #take(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    this.#lines.push(...lines);
  }
}
