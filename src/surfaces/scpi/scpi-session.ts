import type { TableView } from '../../domain/view.ts';
import type { CycleTiming } from '../../ports/cycle-timing.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { ProgramCatalogue } from '../../ports/program-catalogue.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { HazardText } from '../table-words.ts';
import { asksReturn } from './asks-return.ts';
import { findCommand } from './command-tree.ts';
import { NO_TEST_INPUTS } from './commands/test-commands.ts';
import { PressedInputs } from './pressed-inputs.ts';
import { hasForeignByte, ProgramText, withPlainSpaces } from './program-text.ts';
import { type ProgramUnit, readUnit } from './read-unit.ts';
import type { ScpiAnswer, ScpiCommand, ScpiDesk } from './scpi-command.ts';
import { type ScpiError, scpiError } from './scpi-errors.ts';
import { ScpiStatus } from './scpi-status.ts';
import { isUnderWay } from './table-conditions.ts';

/**
 * So long after a wish of this client the table counts as under way, ms of its own time: a press has been debounced by
 * then, and the machine has been stepped.
 */
const BEGINS_WITHIN_MS = 100;

export interface ScpiOptions {
  readonly link: OperatorLink;
  /** Null on a real table: there this client has no operator's role, and neither inputs nor faults. */
  readonly testInputs: TestInputs | null;
  readonly programs: ProgramCatalogue;
  readonly hazardText: HazardText;
  /** Maker, table, serial number and release. */
  readonly identity: readonly string[];
  readonly timing: () => CycleTiming | null;
}

/** A message that is not through: its rest, and the replies so far. */
interface Message {
  readonly text: ProgramText;
  path: readonly string[];
  readonly replies: string[];
  /** The last reply ends only with the line. */
  indefinite: boolean;
  /** Nothing more of it is executed. */
  isOver: boolean;
}

/**
 * One client's instrument: program messages in, response messages out, both without their line ends. It needs no port
 * and no clock but the table's.
 */
export class ScpiSession {
  readonly status = new ScpiStatus();
  readonly #options: ScpiOptions;
  readonly #desk: ScpiDesk;
  readonly #pressed = new PressedInputs();
  #message: Message | null = null;
  /** What is given when nothing is under way any more. */
  #waiting: { readonly reply: string | null } | null = null;
  #completionWanted = false;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #selected: { readonly program: string; readonly atMs: number } | null = null;

  constructor(options: ScpiOptions) {
    this.#options = options;
    this.#desk = this.#makeDesk();
    this.status.observe(options.link.view());
  }

  /**
   * Executes a message and gives its response: null where it has none, or none yet because it waits (`isWaiting`); then
   * `advance` gives it. While a query waits a new message interrupts it.
   */
  execute(line: string): string | null {
    if (this.#message !== null) this.#interrupt();
    this.observe();
    if (hasForeignByte(withPlainSpaces(line))) {
      this.fail(scpiError(-101, 'only printable ASCII is taken'));
      return null;
    }
    const text = new ProgramText(withPlainSpaces(line));
    this.#message = { text, path: [], replies: [], indefinite: false, isOver: false };
    return this.#run(this.#message);
  }

  /** A message waits: for the table to have nothing under way. */
  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** A query has no reply yet: the next message takes its place. */
  get isQueryWaiting(): boolean {
    return this.#waiting !== null && (this.#waiting.reply !== null || (this.#message?.replies.length ?? 0) > 0);
  }

  /** To be called with every cycle: goes on with a message that waits, and gives its response when it is through. */
  advance(): string | null {
    this.observe();
    const waiting = this.#waiting;
    const message = this.#message;
    if (waiting === null || message === null || !this.#isComplete(this.#options.link.view())) return null;
    this.#waiting = null;
    if (waiting.reply !== null) message.replies.push(waiting.reply);
    return this.#run(message);
  }

  /** Notes what is so now: events are changes between two looks. */
  observe(): void {
    const view = this.#options.link.view();
    this.status.observe(view);
    if (!this.#completionWanted || !this.#isComplete(view)) return;
    this.#completionWanted = false;
    this.status.noteOperationComplete();
  }

  fail(error: ScpiError): void {
    this.status.fail(error);
  }

  /** The client sends no more: it holds no button any longer. */
  letGo(): void {
    const { testInputs } = this.#options;
    if (testInputs !== null) this.#pressed.letGo(testInputs);
  }

  /** The client is gone: nothing waits for it. */
  close(): void {
    this.#message = null;
    this.#waiting = null;
    this.letGo();
  }

  #run(message: Message): string | null {
    while (this.#waiting === null && !message.isOver) {
      const read = readUnit(message.text);
      if (read === null) message.isOver = true;
      else if (!read.ok) this.#failIn(message, read.error);
      else this.#executeUnit(read.value, message);
    }
    if (this.#waiting !== null) return null;
    this.#message = null;
    return message.replies.length === 0 ? null : message.replies.join(';');
  }

  #executeUnit({ header, data }: ProgramUnit, message: Message): void {
    const found = findCommand(header, message.path);
    if (!found.ok) {
      this.#failIn(message, found.error);
      return;
    }
    if (message.indefinite && header.isQuery) {
      this.#failIn(message, scpiError(-440, '*IDN? comes last in its message'));
      return;
    }
    message.path = found.path;
    this.#take(this.#refusalOf(found.command) ?? found.command.run(data, this.#desk), message);
  }

  #take(answer: ScpiAnswer, message: Message): void {
    switch (answer.kind) {
      case 'done':
        return;
      case 'reply':
        message.replies.push(answer.text);
        message.indefinite = answer.indefinite;
        return;
      case 'failed':
        this.#failIn(message, answer.error);
        return;
      case 'wait':
        if (!this.#isComplete(this.#options.link.view())) this.#waiting = answer;
        else if (answer.reply !== null) message.replies.push(answer.reply);
        return;
      default:
        answer satisfies never;
    }
  }

  /** What stands after something that went wrong was meant for a table on which it did not. A return is meant for any. */
  #failIn(message: Message, error: ScpiError): void {
    this.fail(error);
    message.isOver = true;
    if (message.text.rest.split(';').some(asksReturn)) this.#options.link.send({ kind: 'return' });
  }

  #refusalOf({ header, needs }: ScpiCommand): ScpiAnswer | null {
    if (needs === 'nothing' || this.#options.testInputs !== null) return null;
    const error =
      needs === 'operator'
        ? scpiError(-203, "a real table gives the operator's role to consoles only")
        : scpiError(-113, `${header.toUpperCase()}; ${NO_TEST_INPUTS}`);
    return { kind: 'failed', error };
  }

  #interrupt(): void {
    if (this.isQueryWaiting) this.fail(scpiError(-410));
    this.#message = null;
    this.#waiting = null;
  }

  #isComplete({ nowMs, state }: TableView): boolean {
    return nowMs - this.#askedAtMs >= BEGINS_WITHIN_MS && !isUnderWay(state);
  }

  #program(): string {
    const { nowMs, program } = this.#options.link.view();
    return this.#selected?.atMs === nowMs ? this.#selected.program : program.name;
  }

  #makeDesk(): ScpiDesk {
    const { link } = this.#options;
    const hasReply = () => (this.#message?.replies.length ?? 0) > 0;
    const program = () => this.#program();
    return {
      ...this.#options,
      status: this.status,
      pressed: this.#pressed,
      get hasReply() {
        return hasReply();
      },
      get program() {
        return program();
      },
      noteSelected: (name) => {
        this.#selected = { program: name, atMs: link.view().nowMs };
      },
      noteAsked: () => {
        this.#askedAtMs = link.view().nowMs;
      },
      noteCompletionWanted: () => {
        this.#completionWanted = true;
        this.observe();
      },
      forgetCompletion: () => {
        this.#completionWanted = false;
      },
    };
  }
}
