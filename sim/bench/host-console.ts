import type { TableView } from '../../src/domain/view.ts';

interface JsonReply {
  readonly ok: boolean;
  readonly command: string;
  readonly data?: unknown;
  readonly text?: string | readonly string[];
  readonly code?: string;
  readonly lines?: readonly string[];
}

/**
 * The console of a controller's process as a bench uses it: in JSON, asked for the view once a cycle, and in between for
 * whatever a scenario says. Replies come in the order of the questions.
 */
export class HostConsole {
  view: TableView | null = null;
  readonly #write: (text: string) => void;
  readonly #asked: ('json' | 'status' | 'line')[] = [];
  #rest = '';
  #reply: readonly string[] | null = null;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Once a cycle. While an answer is awaited nothing is asked on top of it. */
  ask(): void {
    if (this.view === null && this.#asked.length === 0) this.#send('json', 'json on');
    if (!this.#asked.includes('status')) this.#send('status', 'status');
  }

  say(line: string): void {
    this.#reply = null;
    this.#send('line', line);
  }

  takeReply(): readonly string[] | null {
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }

  /** What the process has printed. */
  take(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#takeLine(line);
  }

  #send(what: 'json' | 'status' | 'line', line: string): void {
    this.#asked.push(what);
    this.#write(`${line}\n`);
  }

  #takeLine(line: string): void {
    const parsed = parseReply(line);
    // Before `json on` has been obeyed it answers in words.
    if (parsed === null && line !== 'ok') return;
    const what = this.#asked.shift();
    if (parsed === null) return;
    if (what === 'status' && parsed.ok) this.view = parsed.data as TableView;
    if (what === 'line') this.#reply = linesOf(parsed);
  }
}

function parseReply(line: string): JsonReply | null {
  if (!line.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null && 'ok' in parsed ? (parsed as JsonReply) : null;
  } catch {
    return null;
  }
}

/** As the console in words would have answered: lines, and then `ok` or the error. */
function linesOf({ ok, data, text = [], code, lines = [] }: JsonReply): readonly string[] {
  if (!ok) return [...lines, `error ${code} ${String(text)}`];
  const facts = data === undefined ? [] : [JSON.stringify(data)];
  return [...(typeof text === 'string' ? [text] : text), ...facts, 'ok'];
}
