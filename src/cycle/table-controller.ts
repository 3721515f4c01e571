import type { CommandReply, OperatorCommand } from '../domain/commands.ts';
import type { LatchedFault } from '../domain/faults.ts';
import type { TableState } from '../domain/states.ts';
import type { Lights, TableView } from '../domain/view.ts';
import { viewOf } from '../machine/view-of.ts';
import type { Controller } from '../ports/controller.ts';
import { FallbackReturn } from '../returning/fallback-return.ts';
import { answerCommand } from './answer-command.ts';
import type { ControllerOptions } from './controller-options.ts';
import { FallbackCycle } from './fallback-cycle.ts';
import { TableCycle } from './run-cycle.ts';

/**
 * The controller: the cycle, and the catch around it. The first throw latches. From that very tick on the rider is
 * brought up without the machine, and it stays so until the process is started anew.
 */
export class TableController implements Controller {
  readonly #options: ControllerOptions;
  readonly #cycle: TableCycle;
  #fallback: FallbackCycle | null = null;
  #failure: LatchedFault | null = null;
  /** What was thrown, for the log; the rider's way up does not wait for anybody to read it. */
  thrown: unknown = null;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#cycle = new TableCycle(options);
  }

  tick(nowMs: number): void {
    if (this.#fallback === null) {
      try {
        this.#cycle.run(nowMs);
        return;
      } catch (thrown) {
        this.#fallBack(thrown, nowMs);
      }
    }
    try {
      this.#fallback?.run(nowMs);
      if (this.#fallback?.state === 'locked') this.#cycle.notes.noteFallbackUpright(nowMs);
      this.#lightFallback();
    } catch (thrown) {
      // Nothing is written: the lease ends, and the hardware brings the rider up.
      this.thrown = thrown;
    }
  }

  get state(): TableState {
    return this.#fallback?.state ?? this.#cycle.table.state;
  }

  view(): TableView {
    const { table, estimator, interlock, safety, gate } = this.#cycle;
    const failed = this.#failure;
    const view = viewOf({
      state: this.state,
      context: table.context,
      estimate: estimator.estimate,
      command: interlock.command,
      lights: this.lights,
      faults: failed === null ? safety.verdict.faults : [...safety.verdict.faults, failed],
      refusals: table.context.session === null ? gate.refusals(table, estimator.estimate) : [],
      hardwareName: this.#options.hardware.facts.name,
    });
    if (failed === null) return view;
    const cause = view.cause ?? failed.id;
    const outcome = this.state === 'stopped' ? 'stopped' : 'returned';
    return { ...view, cause, session: null, lastSession: { outcome, cause } };
  }

  /** What the panel shows and sounds: one record, rewritten in every tick. */
  get lights(): Lights {
    return this.#cycle.panel.lights;
  }

  send(command: OperatorCommand): CommandReply {
    if (this.#fallback !== null) {
      return { ok: false, code: 'NOT_NOW', text: 'the controller has failed and is bringing the table up: restart it' };
    }
    const reply = answerCommand(command, { cycle: this.#cycle, options: this.#options });
    this.#cycle.notes.noteCommand(command, reply, this.#cycle.estimator.estimate.nowMs);
    return reply;
  }

  /** Of the machine's memory, its deadlines ended with it: it calls for nothing any more. */
  #lightFallback(): void {
    const { table, safety, panel, estimator } = this.#cycle;
    const faults = this.#failure === null ? safety.verdict.faults : [...safety.verdict.faults, this.#failure];
    panel.update({ state: this.state, context: { ...table.context, deadlines: {} } }, estimator.estimate, faults);
  }

  #fallBack(thrown: unknown, nowMs: number): void {
    this.thrown = thrown;
    this.#failure = { id: 'H-28', reaction: 'RET', atMs: nowMs };
    this.#cycle.notes.noteFault(this.#failure, this.#cycle.estimator.estimate.tiltDeg);
    this.#fallback = new FallbackCycle(this.#cycle, new FallbackReturn(this.#options.settings));
  }
}
