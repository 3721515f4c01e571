/**
 * Bytes in, lines out, whatever the bytes are. The emergency byte is looked at before anything else, so that no line,
 * escape sequence or flood of rubbish can hide it. Holds at most one line and a short history.
 */

export const MAX_LINE_BYTES = 128;
const MAX_HISTORY_LINES = 20;

/** Return now: `!`, outside of the line grammar, and ctrl-C. */
const EMERGENCY = 0x21;
const CTRL_C = 0x03;
const CTRL_D = 0x04;
const BACKSPACE = 0x08;
const LF = 0x0a;
const CR = 0x0d;
const CTRL_U = 0x15;
const ESC = 0x1b;
const DELETE = 0x7f;

const ERASE_LINE = '\r\u001b[K';
export const PROMPT = '> ';

export interface LineSink {
  line(text: string): void;
  /** A line that is none: too long, or not printable ASCII. What follows it up to the line's end is dropped. */
  rejected(because: string): void;
  emergency(): void;
  /** ctrl-D on an empty line. */
  endOfInput(): void;
  echo(text: string): void;
}

export class LineReader {
  /** Echo, backspace, ctrl-U and history. Without it every byte counts as it comes. */
  editing: boolean;
  readonly #sink: LineSink;
  #text = '';
  #dropping = false;
  #afterCr = false;
  #escape: 'none' | 'begun' | 'sequence' = 'none';
  #history: string[] = [];
  #recalled = 0;

  constructor(sink: LineSink, editing: boolean) {
    this.#sink = sink;
    this.editing = editing;
  }

  /** What has been typed of the line under way, at most 128 characters. */
  get text(): string {
    return this.#text;
  }

  feed(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte);
  }

  /** The input is over: what was typed without a line end is a line too. */
  finish(): void {
    if (this.#text !== '') this.#endLine();
    this.clear();
  }

  /** Forgets the line under way. */
  clear(): void {
    this.#text = '';
    this.#dropping = false;
    this.#escape = 'none';
    this.#recalled = this.#history.length;
  }

  #take(byte: number): void {
    const followsCr = this.#afterCr;
    this.#afterCr = byte === CR;
    if (byte === EMERGENCY || byte === CTRL_C) {
      this.clear();
      this.#sink.emergency();
    } else if (byte === CR) this.#endLine();
    else if (byte === LF) {
      if (!followsCr) this.#endLine();
    } else if (this.editing && this.#escape !== 'none') this.#takeEscape(byte);
    else if (this.editing && this.#edit(byte)) return;
    else if (!this.#dropping) this.#append(byte);
  }

  #append(byte: number): void {
    if (byte < 0x20 || byte > 0x7e) {
      this.#reject('only printable ASCII is taken; this line was dropped');
    } else if (this.#text.length >= MAX_LINE_BYTES) {
      this.#reject(`longer than ${MAX_LINE_BYTES} bytes; this line was dropped`);
    } else {
      const letter = String.fromCharCode(byte);
      this.#text += letter;
      if (this.editing) this.#sink.echo(letter);
    }
  }

  #reject(because: string): void {
    this.#text = '';
    this.#dropping = true;
    this.#sink.rejected(because);
  }

  #endLine(): void {
    const text = this.#text;
    const dropped = this.#dropping;
    if (this.editing) this.#sink.echo('\n');
    if (text.trim() !== '' && text !== this.#history.at(-1)) {
      this.#history = [...this.#history, text].slice(-MAX_HISTORY_LINES);
    }
    this.clear();
    if (!dropped) this.#sink.line(text);
  }

  /** Handles an editing key. False: the byte is none. */
  #edit(byte: number): boolean {
    switch (byte) {
      case BACKSPACE:
      case DELETE:
        if (this.#text !== '') this.#sink.echo('\b \b');
        this.#text = this.#text.slice(0, -1);
        return true;
      case CTRL_U:
        this.#dropping = false;
        this.#replace('');
        return true;
      case CTRL_D:
        if (this.#text === '') this.#sink.endOfInput();
        return true;
      case ESC:
        this.#escape = 'begun';
        return true;
      default:
        return false;
    }
  }

  /** Swallows one terminal sequence; two of them are the arrows of the history. */
  #takeEscape(byte: number): void {
    if (this.#escape === 'begun') {
      this.#escape = byte === 0x5b || byte === 0x4f ? 'sequence' : 'none';
      return;
    }
    if (byte < 0x40) return;
    this.#escape = 'none';
    if (byte === 0x41) this.#recall(-1);
    if (byte === 0x42) this.#recall(1);
  }

  #recall(step: -1 | 1): void {
    const wanted = this.#recalled + step;
    if (this.#dropping || wanted < 0 || wanted > this.#history.length) return;
    this.#recalled = wanted;
    this.#replace(this.#history[wanted] ?? '');
  }

  #replace(text: string): void {
    this.#text = text;
    this.#sink.echo(`${ERASE_LINE}${PROMPT}${text}`);
  }
}
