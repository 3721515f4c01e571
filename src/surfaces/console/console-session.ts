import type { Settings } from '../../config/settings.ts';
import type { CommandReply } from '../../domain/commands.ts';
import type { CycleTiming } from '../../ports/cycle-timing.ts';
import type { JournalHistory } from '../../ports/journal.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { ProgramCatalogue } from '../../ports/program-catalogue.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import { EmergencyReturn } from '../emergency-return.ts';
import type { HazardText } from '../table-words.ts';
import type { ConsoleDesk, ConsoleModes } from './console-command.ts';
import { ConsoleInput } from './console-input.ts';
import { type ConsoleReply, failed, formatReply, type PendingReply, replyOf } from './console-reply.ts';
import type { ConsoleRoom } from './console-room.ts';
import { PROMPT, promptWith, textAbovePrompt } from './line-echo.ts';
import { LineQueue, type QueuedLine } from './line-queue.ts';
import { LineReader } from './line-reader.ts';
import { runLine } from './run-line.ts';
import { Watch, watchLine } from './watch.ts';

/**
 * One console over any stream of bytes. Bytes only fill a bounded queue; lines are answered in `poll()`, a few at a
 * time, so that a flood costs the cycle nothing. The emergency byte alone acts at once, from within `receive()`.
 */

const LINES_PER_POLL = 8;
const QUIT_AGAIN_AFTER_MS = 1000;

export interface ConsoleOptions {
  /** `stdio` or the port: what `who` and `status` call it. */
  readonly name: string;
  readonly room: ConsoleRoom;
  readonly link: OperatorLink;
  /** Null, or left out: the controller keeps none. */
  readonly journal?: JournalHistory | null;
  readonly testInputs: TestInputs | null;
  readonly programs: ProgramCatalogue;
  readonly settings: Settings;
  readonly versionText: string;
  readonly hazardText: HazardText;
  readonly timing: () => CycleTiming | null;
  /** May end the controller without the role: the terminal that it was started from. */
  readonly mayQuit: boolean;
  /** Echo, prompt and line editing, as on a serial port. */
  readonly echo: boolean;
  readonly output: ConsoleOutput;
  /** Wall time, monotonic, ms: for the role and the pace of `watch`. */
  readonly nowMs: () => number;
  /** Returns the rider and exits when upright, or says why not. */
  readonly onQuit: () => CommandReply;
}

/** A `Writable` is one. While it needs draining nothing is answered, so that a reader that sleeps costs no memory. */
interface ConsoleOutput {
  write(text: string): unknown;
  readonly writableNeedDrain: boolean;
}

export class ConsoleSession {
  readonly #options: ConsoleOptions;
  readonly #desk: ConsoleDesk;
  readonly #modes: ConsoleModes;
  readonly #reader: LineReader;
  readonly #input: ConsoleInput;
  readonly #emergency: EmergencyReturn;
  readonly #watch = new Watch();
  readonly #queue = new LineQueue();
  #pending: { readonly command: string; readonly reply: PendingReply } | null = null;
  #hadRole = false;
  #ended = false;
  #quitting = false;
  #quitAskedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ConsoleOptions) {
    this.#options = options;
    this.#modes = { echo: options.echo, json: false, watchHz: null };
    const role = options.room.roleOf(options.name);
    this.#desk = { ...options, journal: options.journal ?? null, role, modes: this.#modes, quit: () => this.#quit() };
    this.#emergency = new EmergencyReturn(options.link);
    this.#reader = new LineReader(
      {
        line: (text) => this.#queue.add({ kind: 'line', text }),
        rejected: (because) => this.#queue.add({ kind: 'rejected', because }),
        emergency: () => this.#emergency.ask(),
        endOfInput: () => this.#queue.add({ kind: 'line', text: 'quit' }),
        echo: (text) => this.#echo(text),
      },
      options.echo,
    );
    this.#input = new ConsoleInput(this.#reader, () => this.#emergency.ask());
    if (options.echo) this.#write(PROMPT);
  }

  /** An emergency byte in here has been obeyed when this returns. */
  receive(bytes: Uint8Array): void {
    this.#emergency.nextChunk();
    this.#input.receive(bytes);
  }

  /** No more input will come: the lines that wait are still answered, then the session quits. */
  end(): void {
    this.#reader.finish();
    this.#ended = true;
  }

  /** The line was dropped: nothing that was typed before it counts after it, and the role is gone. */
  disconnected(): void {
    this.#reader.clear();
    this.#queue.clear();
    this.#pending = null;
    this.#modes.watchHz = null;
    this.#desk.role.drop();
  }

  /** To be called steadily, such as every 20 ms. Answers at most a few lines, and none after wall time `untilMs`. */
  poll(untilMs = Number.POSITIVE_INFINITY): void {
    this.#input.nextPoll();
    this.#emergency.poll();
    if (this.#options.output.writableNeedDrain) return;
    this.#answerEmergency();
    this.#noteRole();
    this.#writeWatch();
    this.#advancePending();
    for (let line = 0; line < LINES_PER_POLL && this.#pending === null; line += 1) {
      if (this.#options.nowMs() > untilMs) return;
      const next = this.#queue.take();
      if (next === null) break;
      this.#answer(next);
    }
    if (!this.#queue.isEmpty || this.#pending !== null) return;
    this.#answerDropped(this.#queue.takeDropped(), 'lines');
    this.#answerDropped(this.#input.takeDropped(), 'bytes');
    if (this.#ended) this.#quitAtEnd();
  }

  #answerEmergency(): void {
    const reply = this.#emergency.takeReply();
    if (reply === null) return;
    this.#interrupt(formatReply(replyOf(reply, 'returning'), { json: this.#modes.json, command: '!' }));
  }

  /** For people only: a script would take it for a reply. */
  #noteRole(): void {
    const nowMs = this.#options.nowMs();
    const hasRole = this.#desk.role.isHeld(nowMs);
    if (this.#hadRole && !hasRole && this.#modes.echo) {
      const holder = this.#desk.role.holder(nowMs);
      this.#interrupt([holder === null ? "note: the operator's role has lapsed" : `note: ${holder} has the role now`]);
    }
    this.#hadRole = hasRole;
  }

  #writeWatch(): void {
    if (!this.#watch.isDue(this.#modes.watchHz, this.#options.nowMs())) return;
    this.#interrupt([watchLine(this.#options.link.view(), this.#modes.json)]);
  }

  #advancePending(): void {
    if (this.#pending === null) return;
    const reply = this.#pending.reply.advance(this.#options.link.view(), this.#options.nowMs());
    if (reply === null) return;
    const { command } = this.#pending;
    this.#pending = null;
    this.#reply(reply, command);
  }

  #answer(line: QueuedLine): void {
    if (line.kind === 'rejected') {
      this.#reply(failed('LINE', line.because), '');
      return;
    }
    const answered = runLine(line.text, this.#desk);
    if (answered === null) {
      if (this.#modes.echo) this.#write(promptWith(this.#reader.text));
    } else if (answered.reply.kind === 'pending') {
      // First looked at in the next poll: by then the table has seen what the lines before it asked for.
      this.#pending = { command: answered.command, reply: answered.reply };
    } else this.#reply(answered.reply, answered.command);
  }

  #answerDropped(count: number, what: 'lines' | 'bytes'): void {
    if (count > 0) this.#reply(failed('LINE', `${count} ${what} came too fast and were dropped`), '');
  }

  #reply(reply: ConsoleReply, command: string): void {
    this.#reader.editing = this.#modes.echo;
    const lines = formatReply(reply, { json: this.#modes.json, command });
    const prompt = this.#modes.echo ? promptWith(this.#reader.text) : '';
    this.#write(`${lines.join('\n')}\n${prompt}`);
  }

  /** Lines that nobody typed for: with echo, what is being typed is written again below them. */
  #interrupt(lines: readonly string[]): void {
    const text = `${lines.join('\n')}\n`;
    this.#write(this.#modes.echo ? textAbovePrompt(text, this.#reader.text) : text);
  }

  #quit(): CommandReply {
    if (this.#quitting) return { ok: true };
    const reply = this.#options.onQuit();
    this.#quitting = reply.ok;
    return reply;
  }

  /** Refused, it asks again: the input is gone, and nobody else will. */
  #quitAtEnd(): void {
    const nowMs = this.#options.nowMs();
    if (this.#quitting || nowMs - this.#quitAskedAtMs < QUIT_AGAIN_AFTER_MS) return;
    const isFirst = this.#quitAskedAtMs === Number.NEGATIVE_INFINITY;
    this.#quitAskedAtMs = nowMs;
    const reply = this.#quit();
    if (isFirst && !reply.ok) this.#interrupt(formatReply(replyOf(reply), { json: this.#modes.json, command: 'quit' }));
  }

  /** Nobody reads: what is typed meanwhile is shown with the next prompt. */
  #echo(text: string): void {
    if (!this.#options.output.writableNeedDrain) this.#write(text);
  }

  /** A terminal wants CR LF; a pipe does not. */
  #write(text: string): void {
    this.#options.output.write(this.#modes.echo ? text.replaceAll('\n', '\r\n') : text);
  }
}
