export const PROMPT = '> ';

/** From the left edge. The width of the terminal is not known, so no line that is typed ever wraps. */
const ERASE_LINE = '\r\u001b[K';
const CLEAR_SCREEN = '\u001b[2J\u001b[H';
/** What stands on a terminal of 80 columns with the prompt and the cursor. */
const VISIBLE = 76;
/** Nobody types this much at once: what a flood would be echoed is left out. */
const MAX_ECHO_BYTES = 4096;

/**
 * What is written while a line is typed. It is gathered for all bytes that came together, and whatever they did to the
 * line is drawn once: thousands of arrows in one chunk cost one line. A line that is longer than the terminal is wide
 * scrolls sideways, as it looks the same in terminals that wrap and in those that do not.
 */
export class LineEcho {
  #text = '';
  #redraw = false;

  letterAdded(line: string): void {
    if (line.length > VISIBLE) this.#redraw = true;
    else if (!this.#redraw) this.#text += line.charAt(line.length - 1);
  }

  letterErased(before: string): void {
    if (before.length > VISIBLE) this.#redraw = true;
    else if (!this.#redraw) this.#text += '\b \b';
  }

  lineReplaced(): void {
    this.#redraw = true;
  }

  screenCleared(): void {
    this.#text = CLEAR_SCREEN;
    this.#redraw = true;
  }

  /** At most once a chunk: a flood of what cannot be typed rings no more than once. */
  bell(): void {
    if (!this.#text.endsWith('\u0007')) this.#text += '\u0007';
  }

  lineEnded(line: string): void {
    this.#draw(line);
    this.#text = this.#text.length < MAX_ECHO_BYTES ? `${this.#text}\n` : '\n';
  }

  forget(): void {
    this.#text = '';
    this.#redraw = false;
  }

  /** What has to be written now. */
  take(line: string): string {
    this.#draw(line);
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #draw(line: string): void {
    if (this.#redraw) this.#text += ERASE_LINE + promptWith(line);
    this.#redraw = false;
  }
}

/** The prompt and as much of the line's end as the terminal shows. */
export function promptWith(line: string): string {
  return line.length <= VISIBLE ? `${PROMPT}${line}` : `${PROMPT}<${line.slice(1 - VISIBLE)}`;
}

/** Lines that nobody typed for, and what is being typed again below them. */
export function textAbovePrompt(text: string, line: string): string {
  return `${ERASE_LINE}${text}${promptWith(line)}`;
}
