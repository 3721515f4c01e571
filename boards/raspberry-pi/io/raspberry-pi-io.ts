import { EventEmitter } from 'node:events';
import { findGpioChips, type LineRequest, lineUser, requestLines } from '../kernel/gpio-chip.ts';
import type { GpioLines } from '../kernel/gpio-lines.ts';
import { findPwmChip, openPwmChannel, type PwmChannel } from '../kernel/pwm-channel.ts';
import { TABLE_CONSUMER } from '../open-pi-table.ts';
import { kernelRefused, lineBusy, noGpio, noPwm, type PiProblem, pwmRefused } from '../pi-problem.ts';
import { PI_CHIPS, PI_I2C, PI_PINS, PI_PWM, piPin } from '../pin-map.ts';
import { IoBus } from './io-bus.ts';
import { headerPinOf, type IoPin, ioPins, lineOf, MODES, PWM_CHANNELS } from './io-pins.ts';

const CONSUMER = 'johnny-five';
const PWM_STEPS = 255;
/** How often a register that is read on and on is read, ms. */
const SAMPLING_MS = 19;

interface Open {
  readonly lines: GpioLines;
  readonly mode: number;
  isWatched: boolean;
}

/**
 * An IO plugin for johnny-five on the kernel's own GPIO, PWM and I2C, for any Raspberry Pi with a current kernel:
 * `new Board({ io: new RaspberryPiIO() })`. Pins are numbered as GPIO lines; `P1-11` names one by the header. What a running
 * table holds it does not get: the kernel keeps the lines, and drive PWM and sensors are refused here. A refusal throws an error
 * that says what to do; what fails later is an `error` event.
 */
export class RaspberryPiIO extends EventEmitter {
  readonly name = 'RaspberryPiIO';
  readonly MODES = MODES;
  readonly HIGH = 1;
  readonly LOW = 0;
  readonly RESOLUTION = { ADC: null, DAC: null, PWM: PWM_STEPS };
  readonly pins: readonly IoPin[] = ioPins();
  readonly analogPins: readonly number[] = [];
  /** The green lamp of the panel, and a pin of every header. */
  readonly defaultLed = piPin('LIGHT_GREEN').gpio;
  isReady = false;
  readonly #chip: string;
  readonly #open = new Map<number, Open>();
  readonly #pwm = new Map<number, { channel: PwmChannel | null; share: number }>();
  readonly #timers = new Set<ReturnType<typeof setInterval>>();
  readonly #bus: IoBus;

  constructor() {
    super();
    const { chips, refused } = findGpioChips();
    const chip = chips.find(({ label }) => PI_CHIPS.includes(label));
    if (chip === undefined) throw errorOf(noGpio(chips, refused));
    this.#chip = chip.path;
    this.#bus = new IoBus((problem) => this.emit('error', errorOf(problem)));
    process.nextTick(() => {
      this.isReady = true;
      this.emit('connect');
      this.emit('ready');
    });
  }

  normalize(pin: number | string): number | string {
    return lineOf(pin);
  }

  pinMode(name: number | string, mode: number): void {
    const line = this.#lineOf(name);
    const pin = this.pins[line];
    const wanted = mode === MODES.PULLUP ? MODES.INPUT : mode;
    if (pin?.supportedModes.includes(wanted) !== true) {
      throw new Error(
        `GPIO${line} has no such mode: ${modeName(mode)}. A Pi has no analog inputs, and PWM at its drive pins only`,
      );
    }
    if (mode === MODES.PWM) this.#openPwm(line);
    else if (mode === MODES.OUTPUT) this.#request(line, { direction: 'output', initial: pin.value }, mode);
    else
      this.#request(line, { direction: 'input', edges: true, bias: mode === MODES.PULLUP ? 'pull-up' : 'as-is' }, mode);
    pin.mode = mode;
  }

  /** At an input, 1 asks for a pull-up, as on an Arduino. */
  digitalWrite(name: number | string, value: number): void {
    const line = this.#lineOf(name);
    const pin = this.pins[line];
    if (pin === undefined) return;
    if (pin.mode === MODES.PWM) {
      this.analogWrite(line, value === 0 ? 0 : PWM_STEPS);
      return;
    }
    if (pin.mode === MODES.INPUT || pin.mode === MODES.PULLUP) {
      const mode = value === 0 ? MODES.INPUT : MODES.PULLUP;
      if (mode !== pin.mode) this.pinMode(line, mode);
      return;
    }
    if (pin.mode !== MODES.OUTPUT) this.pinMode(line, MODES.OUTPUT);
    pin.value = value === 0 ? 0 : 1;
    if (this.#open.get(line)?.lines.set(pin.value, 1) !== true) this.#failed(`GPIO${line} takes no value any more`);
  }

  /** Calls `heard` with the level now, and at every edge. */
  digitalRead(name: number | string, heard: (value: number) => void): void {
    const line = this.#lineOf(name);
    if (this.#open.get(line)?.mode === MODES.OUTPUT || !this.#open.has(line)) this.pinMode(line, MODES.INPUT);
    this.on(`digital-read-${line}`, heard);
    this.#watch(line);
    process.nextTick(() => this.#tell(line, this.#open.get(line)?.lines.values() ?? 0));
  }

  /** 0..255, at the pins that have PWM. */
  analogWrite(name: number | string, value: number): void {
    const line = this.#lineOf(name);
    if (!this.#pwm.has(line)) this.pinMode(line, MODES.PWM);
    this.#refuseBesideTable(`GPIO${line}, the drive's PWM`);
    const share = Math.min(Math.max(value / PWM_STEPS, 0), 1);
    const pwm = this.#pwm.get(line);
    const pin = this.pins[line];
    if (pwm === undefined || pin === undefined) return;
    pin.value = value;
    pwm.share = share;
    if (pwm.channel?.set(share) === false) this.#failed(`the PWM of GPIO${line} takes no value any more`);
  }

  pwmWrite(name: number | string, value: number): void {
    this.analogWrite(name, value);
  }

  analogRead(): never {
    throw new Error('a Raspberry Pi has no analog inputs: an ADC on its I2C bus has');
  }

  servoWrite(): never {
    throw new Error('this plugin drives no servos: a PCA9685 on the I2C bus does');
  }

  queryPinState(name: number | string, told: (pin: IoPin | undefined) => void): void {
    const line = this.#lineOf(name);
    process.nextTick(() => told(this.pins[line]));
  }

  setSamplingInterval(): void {}

  i2cConfig(): void {}

  /** Bytes, or a register and bytes, or a register and one byte. */
  i2cWrite(address: number, first: number | readonly number[], rest: number | readonly number[] = []): void {
    this.#refuseSensor(address);
    this.#bus.write(address, [first, rest].flat());
  }

  i2cWriteReg(address: number, register: number, value: number): void {
    this.i2cWrite(address, register, [value]);
  }

  /** From a register where one is named. */
  i2cReadOnce(address: number, ...asked: ReadArguments): void {
    const { register, count, heard } = readOf(asked);
    this.#bus.read(address, { register, count }, heard);
  }

  /** The same, on and on. */
  i2cRead(address: number, ...asked: ReadArguments): void {
    this.i2cReadOnce(address, ...asked);
    this.#timers.add(setInterval(() => this.i2cReadOnce(address, ...asked), SAMPLING_MS));
  }

  /** Once everything that was written on the bus is there. */
  idle(): Promise<void> {
    return this.#bus.idle();
  }

  /** Lets go of every pin. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const { lines } of this.#open.values()) lines.close();
    for (const { channel } of this.#pwm.values()) channel?.close();
    this.#open.clear();
    this.#pwm.clear();
    await this.#bus.close();
    this.emit('close');
  }

  #lineOf(name: number | string): number {
    const line = lineOf(name);
    if (typeof line === 'number' && line >= 0 && line < this.pins.length) return line;
    throw new Error(`there is no pin ${name} at a Raspberry Pi's header: GPIO4..GPIO27, or P1-7 by its place`);
  }

  #watch(line: number): void {
    const open = this.#open.get(line);
    if (open === undefined || open.isWatched) return;
    open.isWatched = true;
    open.lines.watch(
      ({ rising }) => this.#tell(line, rising ? 1 : 0),
      () => this.#tell(line, open.lines.values() ?? 0),
    );
  }

  #tell(line: number, value: number): void {
    const pin = this.pins[line];
    if (pin !== undefined) pin.value = value;
    this.emit(`digital-read-${line}`, value);
  }

  #request(line: number, wanted: Omit<LineRequest, 'lines' | 'consumer'>, mode: number): void {
    const before = this.#open.get(line);
    before?.lines.close();
    this.#open.delete(line);
    const made = requestLines(this.#chip, { ...wanted, lines: [line], consumer: CONSUMER });
    if (made.ok) {
      this.#open.set(line, { lines: made.value, mode, isWatched: false });
      // Whoever listened goes on listening, with another bias.
      if (before?.isWatched === true && mode !== MODES.OUTPUT) this.#watch(line);
      return;
    }
    if (made.errno !== 'EBUSY') throw errorOf(kernelRefused(`GPIO${line}`, made.errno));
    throw errorOf(lineBusy(placeOf(line), lineUser(this.#chip, line)));
  }

  #openPwm(line: number): void {
    this.#refuseBesideTable(`GPIO${line}, the drive's PWM`);
    if (this.#pwm.has(line)) return;
    this.#open.get(line)?.lines.close();
    this.#open.delete(line);
    const folder = findPwmChip(PI_PWM.devices);
    if (folder === null) throw errorOf(noPwm('dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4'));
    const pwm: { channel: PwmChannel | null; share: number } = { channel: null, share: 0 };
    this.#pwm.set(line, pwm);
    const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
    const { periodNs } = PI_PWM;
    void openPwmChannel(folder, { channel: PWM_CHANNELS.get(line) ?? 0, periodNs, pause }).then((opened) => {
      if (!opened.ok) this.emit('error', errorOf(pwmRefused(folder, opened.errno)));
      else if (this.#pwm.get(line) !== pwm) opened.value.close();
      else {
        pwm.channel = opened.value;
        pwm.channel.set(pwm.share);
      }
    });
  }

  #failed(what: string): void {
    this.emit('error', new Error(`${what}: its chip is gone`));
  }

  /** A table's PWM is nobody's line to the kernel: the brake's says whether a table runs here. */
  #refuseBesideTable(what: string): void {
    if (lineUser(this.#chip, piPin('BRAKE').gpio) !== TABLE_CONSUMER) return;
    throw new Error(`${what}, is the table's while upright runs: use another pin, or end upright first`);
  }

  #refuseSensor(address: number): void {
    const { angle, accelerometer, current, lcd } = PI_I2C;
    const own = [angle, accelerometer, current, lcd].find((part) => part.address === address);
    if (own !== undefined) this.#refuseBesideTable(`${own.chip} at 0x${address.toString(16)}`);
  }
}

type Heard = (bytes: number[]) => void;
type ReadArguments = readonly [number, Heard] | readonly [number, number, Heard];

function readOf(asked: ReadArguments): { register: number | null; count: number; heard: Heard } {
  return asked.length === 2
    ? { register: null, count: asked[0], heard: asked[1] }
    : { register: asked[0], count: asked[1], heard: asked[2] };
}

function modeName(mode: number): string {
  return Object.entries(MODES).find(([, number]) => number === mode)?.[0] ?? String(mode);
}

/** A pin as the wiring names it, or as a bare line. */
function placeOf(line: number) {
  const known = PI_PINS.find(({ gpio }) => gpio === line);
  return (
    known ?? { name: `GPIO${line}`, gpio: line, header: headerPinOf(line), kind: 'free', label: 'free', wiring: '' }
  );
}

function errorOf({ code, what, remedies }: PiProblem): Error {
  return Object.assign(new Error([what, ...remedies].join('; ')), { code });
}
