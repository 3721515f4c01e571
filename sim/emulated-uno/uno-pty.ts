import { EmulatedSerialLink } from './emulated-serial-link.ts';
import type { EmulatedUno } from './emulated-uno.ts';
import { type OpenedTerminal, PseudoTerminal } from './pseudo-terminal.ts';

export type OpenedPty = { readonly ok: true; readonly port: UnoPty } | Extract<OpenedTerminal, { ok: false }>;

/** The emulated Uno's serial port as a pseudo-terminal, for any other program. */
export class UnoPty {
  readonly #terminal: PseudoTerminal;
  readonly #link: EmulatedSerialLink;

  private constructor(terminal: PseudoTerminal, uno: EmulatedUno) {
    this.#terminal = terminal;
    this.#link = new EmulatedSerialLink({ uno });
    terminal.input.pipe(this.#link).pipe(terminal.output);
  }

  /** Never rejects: what is missing is a value. */
  static async open(uno: EmulatedUno): Promise<OpenedPty> {
    const opened = await PseudoTerminal.open();
    return opened.ok ? { ok: true, port: new UnoPty(opened.terminal, uno) } : opened;
  }

  get path(): string {
    return this.#terminal.path;
  }

  async close(): Promise<void> {
    this.#link.destroy();
    await this.#terminal.close();
  }
}
