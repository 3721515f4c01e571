import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mock } from 'node:test';
import firmataIo from 'firmata-io';
import johnnyFive, { type Motor } from 'johnny-five';
import { CYCLES_PER_MS } from '../../../sim/emulated-uno/avr-chip.ts';
import { EmulatedSerialLink } from '../../../sim/emulated-uno/emulated-serial-link.ts';
import { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { EdgeTimer } from './edge-timer.ts';

const IMAGE = 'junk/hex/uno/StandardFirmata.cpp.hex';
const BAUD = 57_600;
/** The program's own blinking of its version passes before anybody listens. */
const BLINKS_MS = 2500;
const READY_WITHIN_MS = 5000;
/** The host is looked at this often: it takes no time of its own. */
const LOOKS_PER_MS = 4;
const PRESS_WITHIN_MS = 30;
const ACTS_WITHIN_MS = 200;
const REST_MS = 40;
const BUTTON_PIN = 2;
const MOTOR = { pwm: 9, dir: 8 } as const;
const SPEED = 128;

export function readStockImage(): Uint8Array {
  const packageFile = createRequire(import.meta.url).resolve('avrgirl-arduino/package.json');
  const image = readIntelHex(readFileSync(new URL(IMAGE, `file://${packageFile}`), 'utf8'));
  if (!image.ok) throw new Error(image.because);
  return image.flash;
}

/**
 * johnny-five's Button and Motor, unmodified, on the StandardFirmata image. Its timers and its Date live by the board's
 * time: what this computer takes for anything counts nothing, so that the figures are the least that can be had this way.
 */
export class StockBoard {
  readonly uno: EmulatedUno;
  readonly #edges: EdgeTimer;
  readonly #random = new SeededRandom(3);
  #motor: Motor | null = null;
  #onPress: () => void = () => undefined;
  #onOutput: (pwm: number, cycle: number) => void = () => undefined;

  private constructor(uno: EmulatedUno) {
    this.uno = uno;
    this.#edges = new EdgeTimer(uno);
    uno.listen('D9', (output, cycle) => this.#onOutput(output ?? 0, cycle));
  }

  /** Until `close`, timers of the whole process live by this board's time. */
  static async open(): Promise<StockBoard> {
    const uno = new EmulatedUno({ flash: readStockImage() });
    uno.advance(BLINKS_MS);
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    const stock = new StockBoard(uno);
    const io = new firmataIo.Firmata(new EmulatedSerialLink({ uno, baudRate: BAUD }), { reportVersionTimeout: 1 });
    const board = new johnnyFive.Board({ io, repl: false, sigint: false, debug: false });
    let isReady = false;
    board.once('ready', () => {
      isReady = true;
    });
    for (let passedMs = 0; !isReady; passedMs += 1) {
      if (passedMs > READY_WITHIN_MS) throw new Error('johnny-five does not get ready');
      await stock.pass(1);
    }
    stock.#motor = new johnnyFive.Motor({ board, pins: MOTOR });
    new johnnyFive.Button({ board, pin: BUTTON_PIN, isPullup: true }).on('press', () => stock.#onPress());
    await stock.pass(REST_MS);
    return stock;
  }

  close(): void {
    mock.timers.reset();
  }

  get pwm(): number {
    return this.uno.outputOf('D9') ?? 0;
  }

  forward(): void {
    this.#motor?.forward(SPEED);
  }

  /** Milliseconds from the button's edge until the PWM pin stops, or runs. */
  async press(then: 'stop' | 'forward'): Promise<number> {
    if (then === 'stop') this.forward();
    else this.#motor?.stop();
    this.#onPress = () => (then === 'stop' ? this.#motor?.stop() : this.forward());
    await this.pass(REST_MS);
    let edge: number | null = null;
    let acted: number | null = null;
    this.#onOutput = (pwm, cycle) => {
      if (edge !== null && (then === 'stop') === (pwm === 0)) acted ??= cycle;
    };
    this.#edges.at(this.uno.cycle + this.#random.between(0, PRESS_WITHIN_MS) * CYCLES_PER_MS, (cycle) => {
      edge = cycle;
      this.uno.hold('D2', false);
    });
    const happened = (): readonly [number | null, number | null] => [edge, acted];
    for (let passedMs = 0; happened()[1] === null && passedMs < ACTS_WITHIN_MS; passedMs += 1) await this.pass(1);
    this.uno.hold('D2', null);
    await this.pass(REST_MS);
    const [from, to] = happened();
    if (from === null || to === null) throw new Error('johnny-five does not act');
    return (to - from) / CYCLES_PER_MS;
  }

  async pass(ms: number): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += 1) {
      for (let look = 0; look < LOOKS_PER_MS; look += 1) {
        this.uno.advance(1 / LOOKS_PER_MS);
        await new Promise(setImmediate);
      }
      mock.timers.tick(1);
    }
  }
}
