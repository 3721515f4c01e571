import type { Settings } from '../../config/settings.ts';
import type { CommandReply } from '../../domain/commands.ts';
import type { JournalHistory } from '../../ports/journal.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { HazardText } from '../table-words.ts';
import type { ConsoleDesk, ConsoleModes, ProgramCatalogue } from './console-command.ts';
import { type ConsoleReply, failed, formatReply, type PendingReply, replyOf } from './console-reply.ts';
import { LineReader, PROMPT } from './line-reader.ts';
import { OperatorRole } from './operator-role.ts';
import { runLine } from './run-line.ts';
import { Watch, watchLine } from './watch.ts';

/**
 * One console over any stream of bytes. Bytes only fill a bounded queue; lines are answered in `poll()`, a few at a
 * time, so that a flood costs the cycle nothing. The emergency byte alone acts at once, from within `receive()`.
 */

/** Lines that may wait, behind a `wait` or in a flood. What comes beyond is dropped and said to be. */
export const MAX_QUEUED_LINES = 1000;
const LINES_PER_POLL = 8;
const QUIT_AGAIN_AFTER_MS = 1000;

export interface ConsoleOptions {
  readonly link: OperatorLink;
  /** Null, or left out: the controller keeps none. */
  readonly journal?: JournalHistory | null;
  readonly testInputs: TestInputs | null;
  readonly programs: ProgramCatalogue;
  readonly settings: Settings;
  readonly versionText: string;
  readonly hazardText: HazardText;
  /** Stdio on a simulated or emulated table has the role from the start and keeps it. */
  readonly hasOperatorRole: boolean;
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

type QueuedLine =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'rejected'; readonly because: string };

export class ConsoleSession {
  readonly #options: ConsoleOptions;
  readonly #desk: ConsoleDesk;
  readonly #modes: ConsoleModes;
  readonly #reader: LineReader;
  readonly #watch = new Watch();
  #queue: QueuedLine[] = [];
  #droppedLines = 0;
  #pending: { readonly command: string; readonly reply: PendingReply } | null = null;
  #emergencyReply: CommandReply | null = null;
  #returnSent = false;
  #ended = false;
  #quitting = false;
  #quitAskedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ConsoleOptions) {
    this.#options = options;
    this.#modes = { echo: options.echo, json: false, watchHz: null };
    const { link, journal = null, testInputs, programs, settings, versionText, hazardText, nowMs } = options;
    const role = new OperatorRole({ permanent: options.hasOperatorRole, idleMs: settings.console.operatorIdleMs });
    const quit = () => this.#quit();
    this.#desk = {
      link,
      journal,
      testInputs,
      programs,
      settings,
      versionText,
      hazardText,
      role,
      modes: this.#modes,
      nowMs,
      quit,
    };
    this.#reader = new LineReader(
      {
        line: (text) => this.#enqueue({ kind: 'line', text }),
        rejected: (because) => this.#enqueue({ kind: 'rejected', because }),
        emergency: () => this.#returnNow(),
        endOfInput: () => this.#enqueue({ kind: 'line', text: 'quit' }),
        echo: (text) => this.#write(text),
      },
      options.echo,
    );
    if (options.echo) this.#write(PROMPT);
  }

  receive(bytes: Uint8Array): void {
    this.#returnSent = false;
    this.#reader.feed(bytes);
  }

  /** No more input will come: the lines that wait are still answered, then the session quits. */
  end(): void {
    this.#reader.finish();
    this.#ended = true;
  }

  /** The line was dropped: nothing that was typed before it counts after it, and the role is gone. */
  disconnected(): void {
    this.#reader.clear();
    this.#queue = [];
    this.#droppedLines = 0;
    this.#pending = null;
    this.#modes.watchHz = null;
    this.#desk.role.drop();
  }

  /** To be called steadily, such as every 20 ms. Answers at most a few lines. */
  poll(): void {
    if (this.#options.output.writableNeedDrain) return;
    this.#answerEmergency();
    this.#writeWatch();
    this.#advancePending();
    for (let line = 0; line < LINES_PER_POLL && this.#pending === null; line += 1) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      this.#answer(next);
    }
    this.#answerDropped();
    if (this.#ended && this.#queue.length === 0 && this.#pending === null) this.#quitAtEnd();
  }

  #enqueue(line: QueuedLine): void {
    if (this.#queue.length < MAX_QUEUED_LINES) this.#queue.push(line);
    else this.#droppedLines += 1;
  }

  /** A thousand of these in one chunk are one. */
  #returnNow(): void {
    if (this.#returnSent) return;
    this.#returnSent = true;
    this.#emergencyReply = this.#options.link.send({ kind: 'return' });
  }

  #answerEmergency(): void {
    const reply = this.#emergencyReply;
    this.#emergencyReply = null;
    if (reply !== null)
      this.#interrupt(formatReply(replyOf(reply, 'returning'), { json: this.#modes.json, command: '!' }));
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
    this.#desk.role.touch(this.#options.nowMs());
    const answered = runLine(line.text, this.#desk);
    if (answered === null) {
      if (this.#modes.echo) this.#write(PROMPT);
    } else if (answered.reply.kind === 'pending') {
      // First looked at in the next poll: by then the table has seen what the lines before it asked for.
      this.#pending = { command: answered.command, reply: answered.reply };
    } else this.#reply(answered.reply, answered.command);
  }

  #answerDropped(): void {
    if (this.#droppedLines === 0 || this.#queue.length > 0 || this.#pending !== null) return;
    this.#reply(failed('LINE', `${this.#droppedLines} lines came too fast and were dropped`), '');
    this.#droppedLines = 0;
  }

  #reply(reply: ConsoleReply, command: string): void {
    this.#reader.editing = this.#modes.echo;
    const lines = formatReply(reply, { json: this.#modes.json, command });
    const prompt = this.#modes.echo ? `${PROMPT}${this.#reader.text}` : '';
    this.#write(`${lines.join('\n')}\n${prompt}`);
  }

  /** Lines that nobody typed for: with echo, what is being typed is written again below them. */
  #interrupt(lines: readonly string[]): void {
    const text = `${lines.join('\n')}\n`;
    this.#write(this.#modes.echo ? `\r\u001b[K${text}${PROMPT}${this.#reader.text}` : text);
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

  /** A terminal wants CR LF; a pipe does not. */
  #write(text: string): void {
    this.#options.output.write(this.#modes.echo ? text.replaceAll('\n', '\r\n') : text);
  }
}
