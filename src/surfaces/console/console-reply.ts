import type { CommandErrorCode, CommandReply } from '../../domain/commands.ts';
import type { TableView } from '../../domain/view.ts';

/** What a command answers: at once, or later. */

export type Facts = Readonly<Record<string, unknown>>;

export interface DoneReply {
  readonly kind: 'done';
  readonly lines: readonly string[];
  /** The same for a program, in `json on`. Without it the lines are given. */
  readonly facts: Facts | null;
}

export interface FailedReply {
  readonly kind: 'failed';
  readonly code: CommandErrorCode;
  readonly text: string;
  readonly lines: readonly string[];
}

export type ConsoleReply = DoneReply | FailedReply;

/** The lines after it wait until `advance` answers. */
export interface PendingReply {
  readonly kind: 'pending';
  advance(view: TableView, nowMs: number): ConsoleReply | null;
}

export function done(lines: readonly string[] = [], facts: Facts | null = null): DoneReply {
  return { kind: 'done', lines, facts };
}

export function failed(code: CommandErrorCode, text: string, lines: readonly string[] = []): FailedReply {
  return { kind: 'failed', code, text, lines };
}

export const ROLE_NEEDED = "needs the operator's role: operator, then SELECT at the panel within 10 s";

/** The table's own answer, with a word of ours where it accepts in silence. */
export function replyOf(reply: CommandReply, accepted?: string): ConsoleReply {
  if (!reply.ok) return failed(reply.code, reply.text);
  const text = reply.text ?? accepted;
  return done(text === undefined ? [] : [text]);
}

export interface ReplyFormat {
  readonly json: boolean;
  readonly command: string;
}

/** The reply's lines as they are sent: text that ends with `ok` or `error CODE text`, or a single line of JSON. */
export function formatReply(reply: ConsoleReply, { json, command }: ReplyFormat): string[] {
  if (json) return [JSON.stringify(jsonOf(reply, command))];
  const end = reply.kind === 'done' ? 'ok' : `error ${reply.code} ${reply.text}`;
  return [...reply.lines, end].map(singleLine);
}

function jsonOf(reply: ConsoleReply, command: string): Facts {
  if (reply.kind === 'done') {
    const body = reply.facts !== null ? { data: reply.facts } : reply.lines.length > 0 ? { text: reply.lines } : {};
    return { ok: true, command, ...body };
  }
  const lines = reply.lines.length > 0 ? { lines: reply.lines } : {};
  return { ok: false, command, code: reply.code, text: reply.text, ...lines };
}

/** A reply never contains a line end or control character that came from elsewhere. */
function singleLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
