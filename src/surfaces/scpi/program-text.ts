/** The characters of a program message as IEEE 488.2 chapter 7 sorts them. */

/** A program message, and how far it has been read. */
export class ProgramText {
  readonly #text: string;
  #at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** The next character; empty at the end. */
  get next(): string {
    return this.#text.charAt(this.#at);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** A command ends at a semicolon or with the message. */
  get isAtUnitEnd(): boolean {
    return this.isAtEnd || this.next === ';';
  }

  /** What has not been read yet. */
  get rest(): string {
    return this.#text.slice(this.#at);
  }

  skipSpace(): void {
    this.take(/ +/y);
  }

  /** Takes what a sticky pattern matches here; null, and nothing is taken, where it does not. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  /** Takes so many characters; fewer where the text ends before. */
  takeCount(count: number): string {
    const taken = this.#text.slice(this.#at, this.#at + count);
    this.#at += taken.length;
    return taken;
  }

  skip(): void {
    this.#at += 1;
  }
}

/** White space is everything up to a space, control characters included; here it is a space. */
export function withPlainSpaces(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
  return line.replace(/[\u0000-\u001f]/g, ' ');
}

/** Not printable ASCII, and no white space either: no program message holds it. */
export function hasForeignByte(text: string): boolean {
  return /[^ -~]/.test(text);
}

/** Outside of strings and blocks these are in no command. */
const NOWHERE = /[!$%&<=>@[\\\]^`{|}~]/;

export function isNowhere(character: string): boolean {
  return NOWHERE.test(character);
}
