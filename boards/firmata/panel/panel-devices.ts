import { EventEmitter } from 'node:events';
import type { Lamp } from '../../../src/domain/signal-patterns.ts';
import pins from '../../arduino/pins.json' with { type: 'json' };
import { type FirmataIo, type JohnnyFive, type Lcd, type Led, loadPanelLibraries } from './panel-libraries.ts';

/** Characters of the display that are drawn at a time: a lamp waits for no more than these, some 170 bytes. */
const MOST_CHARACTERS = 4;
/** Registers of the expander's port B, bank 0: IODIRB, GPPUB, GPIOB and OLATB. */
const PORT_B: ReadonlySet<unknown> = new Set([0x01, 0x0d, 0x13, 0x15]);
const { expander, lcd } = pins.i2c;

/** What the devices are told through: bytes to the board. */
export type SendBytes = (bytes: Uint8Array) => void;

/**
 * Lamps, buzzer and display as johnny-five drives them. It waits in place, a millisecond for each half of a character,
 * and throws when it likes; so this runs in a thread of its own, where neither is anybody's cycle.
 */
export class PanelDevices {
  readonly #transport = new EventEmitter();
  readonly #lamps: Partial<Record<Lamp, Led>> = {};
  #buzzer: Led | null = null;
  #lcd: Lcd | null = null;
  #lamp: Lamp = 'off';
  #sounding = false;
  #wanted: readonly string[] = [];
  readonly #shown: string[] = Array.from({ length: lcd.rows }, () => ' '.repeat(lcd.columns));

  constructor(send: SendBytes) {
    const five = loadPanelLibraries();
    Object.assign(this.#transport, {
      isOpen: true,
      write: (bytes: Uint8Array, done?: () => void) => {
        send(bytes);
        done?.();
      },
    });
    // The board's pins are the firmware's: nothing of them is asked, and none is shown.
    const io = new five.Firmata(this.#transport, {
      skipCapabilities: true,
      pins: [],
      analogPins: [],
      reportVersionTimeout: 10,
    });
    keepFromButtons(io);
    const board = new five.Board({ io, repl: false, sigint: false, debug: false });
    board.on('ready', () => this.#setUp(five, board));
    // It waits for this before it believes that a board is ready.
    this.#transport.emit('open');
  }

  /** Bytes that the board has sent. */
  hear(bytes: Uint8Array): void {
    this.#transport.emit('data', bytes);
  }

  light(lamp: Lamp): void {
    this.#lamps[this.#lamp]?.off();
    this.#lamp = lamp;
    this.#lamps[lamp]?.on();
  }

  buzzer(sounding: boolean): void {
    this.#sounding = sounding;
    if (sounding) this.#buzzer?.on();
    else this.#buzzer?.off();
  }

  /** The newest text wins: what was not drawn yet never is. */
  lines(lines: readonly string[]): void {
    this.#wanted = lines.slice(0, lcd.rows).map((line) => line.slice(0, lcd.columns).padEnd(lcd.columns));
  }

  /** Draws the next few characters that differ. False where none does. */
  drawSome(): boolean {
    if (this.#lcd === null) return false;
    for (const [row, wanted] of this.#wanted.entries()) {
      const shown = this.#shown[row] ?? '';
      const from = [...wanted].findIndex((letter, at) => letter !== shown[at]);
      if (from < 0) continue;
      const text = wanted.slice(from, from + MOST_CHARACTERS);
      this.#lcd.cursor(row, from).print(text);
      this.#shown[row] = shown.slice(0, from) + text + shown.slice(from + text.length);
      return true;
    }
    return false;
  }

  #setUp(five: JohnnyFive, board: object): void {
    const virtual = new five.Board.Virtual(
      new five.Expander({ board, controller: expander.chip, address: expander.address }),
    );
    const at = (name: string) => new five.Led({ board: virtual, pin: pinOf(name) });
    this.#lamps.green = at('LIGHT_GREEN');
    this.#lamps.yellow = at('LIGHT_YELLOW');
    this.#lamps.red = at('LIGHT_RED');
    this.#buzzer = at('BUZZER');
    this.#lcd = new five.LCD({
      board,
      controller: lcd.chip,
      address: lcd.address,
      rows: lcd.rows,
      lines: lcd.rows,
      cols: lcd.columns,
    });
    this.light(this.#lamp);
    this.buzzer(this.#sounding);
  }
}

/**
 * johnny-five sets up an expander by making all of its pins outputs that drive low: to the firmware that is START, DOWN
 * and SELECT pressed at once. Port A is the firmware's, and nothing of here reaches it.
 */
function keepFromButtons(io: FirmataIo): void {
  const write = io.i2cWrite.bind(io);
  io.i2cWrite = (address, ...rest) => {
    const [first] = rest;
    const register = Array.isArray(first) ? first[0] : first;
    if (address === expander.address && !PORT_B.has(register)) return io;
    return write(address, ...rest);
  };
}

/** `GPB3` is pin 11 of the expander. */
function pinOf(name: string): number {
  const place = expander.pins.find((pin) => pin.name === name)?.pin ?? '';
  return (place.startsWith('GPB') ? 8 : 0) + Number(place.slice(3));
}
