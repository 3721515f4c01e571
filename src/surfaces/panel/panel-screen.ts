import { createLogUpdate } from 'log-update';

/** The terminal's screen while the panel has it. Whatever happens, `leave` gives it back as it was. */

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H';
const CLEAR = '\u001b[2J\u001b[H';
const LEAVE = '\u001b[?25h\u001b[?1049l';

export class PanelScreen {
  readonly #output: NodeJS.WriteStream;
  #update: ReturnType<typeof createLogUpdate>;
  #size = '';
  #entered = false;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
    this.#update = updaterFor(output);
  }

  /** 80 x 24 where the terminal does not tell, as a serial one does not. */
  get columns(): number {
    return this.#output.columns || 80;
  }

  get rows(): number {
    return this.#output.rows || 24;
  }

  enter(): void {
    this.#entered = true;
    this.#output.write(ENTER);
  }

  /**
   * A reader that sleeps gets fewer pictures, not a longer queue of them. No row is left empty: log-update 7 loses its
   * place by a row where a changed part ends with one.
   */
  show(lines: readonly string[]): void {
    if (!this.#entered || this.#output.writableNeedDrain) return;
    this.#startAnewAfterResize();
    this.#update(lines.map((line) => line || ' ').join('\n'));
  }

  /** Rings the terminal's bell; the picture stays as it is. */
  bell(): void {
    if (this.#entered && this.#output.isTTY && !this.#output.writableNeedDrain) this.#output.write('\u0007');
  }

  leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    try {
      this.#update.done();
    } finally {
      this.#output.write(LEAVE);
    }
  }

  #startAnewAfterResize(): void {
    const size = `${this.columns}x${this.rows}`;
    if (this.#size !== size && this.#size !== '') {
      this.#output.write(CLEAR);
      this.#update = updaterFor(this.#output);
    }
    this.#size = size;
  }
}

/** The cursor is hidden by us: log-update would listen for signals to show it again, and signals are for the owner. */
function updaterFor(output: NodeJS.WriteStream): ReturnType<typeof createLogUpdate> {
  return createLogUpdate(output, { showCursor: true });
}
