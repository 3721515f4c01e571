import {
  BACKSPACE,
  CR,
  CTRL_C,
  CTRL_D,
  CTRL_L,
  CTRL_N,
  CTRL_P,
  CTRL_U,
  CTRL_W,
  DELETE,
  EMERGENCY,
  LF,
  TAB,
  XOFF,
  XON,
} from './control-bytes.ts';
import { EscapeKeys } from './escape-keys.ts';
import { LineEcho } from './line-echo.ts';
import { LineHistory } from './line-history.ts';

/**
 * Bytes in, lines out, whatever the bytes are. The emergency byte is looked at before anything else, so that no line,
 * escape sequence or flood of rubbish can hide it. Holds at most one line and a short history.
 */

export const MAX_LINE_BYTES = 128;

export interface LineSink {
  line(text: string): void;
  /** At the end of a line that is none: too long, or not printable ASCII. */
  rejected(because: string): void;
  emergency(): void;
  /** ctrl-D on an empty line. */
  endOfInput(): void;
  echo(text: string): void;
}

export class LineReader {
  /** Echo, editing keys and history. Without it every byte counts as it comes. */
  editing: boolean;
  readonly #sink: LineSink;
  readonly #escape = new EscapeKeys();
  readonly #history = new LineHistory();
  readonly #echo = new LineEcho();
  #text = '';
  /** Why nothing of the line under way counts. */
  #rejected: string | null = null;
  #afterCr = false;

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
    const echo = this.#echo.take(this.#text);
    if (this.editing && echo !== '') this.#sink.echo(echo);
  }

  /** The input is over: what was typed without a line end is a line too. */
  finish(): void {
    if (this.#text !== '' || this.#rejected !== null) this.#endLine();
    this.clear();
  }

  /** Forgets the line under way. */
  clear(): void {
    this.#text = '';
    this.#rejected = null;
    this.#escape.reset();
    this.#echo.forget();
    this.#history.rewind();
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
    } else if (this.#isFlowControl(byte)) return;
    else if (!this.editing || !this.#edit(byte)) this.#append(byte);
  }

  /** XON and XOFF between lines come from a terminal's flow control. Nobody here obeys them: nothing stalls. */
  #isFlowControl(byte: number): boolean {
    return (byte === XON || byte === XOFF) && this.#text === '' && this.#rejected === null;
  }

  #append(byte: number): void {
    if (this.#rejected !== null) return;
    if (byte < 0x20 || byte > 0x7e) this.#reject('only printable ASCII is taken; this line was dropped');
    else if (this.#text.length >= MAX_LINE_BYTES)
      this.#reject(`longer than ${MAX_LINE_BYTES} bytes; this line was dropped`);
    else {
      this.#text += String.fromCharCode(byte);
      this.#echo.letterAdded(this.#text);
    }
  }

  #reject(because: string): void {
    this.#rejected = because;
    this.#text = '';
    this.#echo.bell();
  }

  #endLine(): void {
    const text = this.#text;
    const rejected = this.#rejected;
    this.#echo.lineEnded(text);
    this.#history.add(text);
    this.#text = '';
    this.#rejected = null;
    this.#escape.reset();
    if (rejected === null) this.#sink.line(text);
    else this.#sink.rejected(rejected);
  }

  /** Handles an editing key. False: the byte is none. */
  #edit(byte: number): boolean {
    const key = this.#escape.take(byte);
    if (key === 'none') return this.#control(byte);
    if (key !== 'more') this.#recall(key === 'up' ? -1 : 1);
    return true;
  }

  #control(byte: number): boolean {
    switch (byte) {
      case BACKSPACE:
      case DELETE:
        if (this.#text !== '') this.#echo.letterErased(this.#text);
        this.#text = this.#text.slice(0, -1);
        return true;
      case CTRL_U:
        this.#replace('');
        return true;
      case CTRL_W:
        this.#replace(this.#text.replace(/[^ ]* *$/, ''));
        return true;
      case CTRL_P:
        this.#recall(-1);
        return true;
      case CTRL_N:
        this.#recall(1);
        return true;
      case CTRL_L:
        this.#echo.screenCleared();
        return true;
      case TAB:
        this.#echo.bell();
        return true;
      case CTRL_D:
        if (this.#text === '') this.#sink.endOfInput();
        return true;
      default:
        return false;
    }
  }

  #recall(step: -1 | 1): void {
    const line = this.#history.recall(step);
    if (line !== null) this.#replace(line);
  }

  /** A line that was rejected is thrown away with the rest: what stands there now is new. */
  #replace(text: string): void {
    this.#rejected = null;
    this.#text = text;
    this.#echo.lineReplaced();
  }
}
