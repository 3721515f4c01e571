import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import { MESSAGE, PIN_MODE, sevens } from '../firmata-protocol.ts';
import { STOCK_INPUTS, STOCK_PINS } from './stock-wiring.ts';

const FULL_PWM = 255;
const { driveUp, driveDown, brake, relay } = STOCK_PINS;

const PORTS = 3;

/**
 * What reaches the pins, in stock Firmata's words. A value is sent again in every cycle: one byte lost must not
 * last. Levels go by whole ports, and a high level at an input is its pull-up: versions before 2.5 know nothing else.
 */
export class StockOutputs {
  readonly #isPwmDir: boolean;
  #relay = false;
  readonly #levels = Array.from({ length: PORTS }, () => 0);
  /** At the pins, as far as is known. */
  appliedDuty = 0;

  constructor(bridge: 'pwm-dir' | 'two-pwm') {
    this.#isPwmDir = bridge === 'pwm-dir';
    for (const { pin, pulledDown } of STOCK_INPUTS) this.#put(pin, !pulledDown);
  }

  setUp(): readonly number[] {
    const downMode = this.#isPwmDir ? PIN_MODE.output : PIN_MODE.pwm;
    return [
      ...mode(brake, PIN_MODE.output),
      ...mode(relay, PIN_MODE.output),
      ...mode(driveUp, PIN_MODE.pwm),
      ...mode(driveDown, downMode),
      ...this.off(),
      ...this.#levels.flatMap((_levels, port) => this.#port(port)),
    ];
  }

  /** Drive off, brake on. */
  off(): readonly number[] {
    this.appliedDuty = 0;
    this.#put(brake, false);
    return [...this.#port(brake >> 3), ...this.#drive(0)];
  }

  bytesOf({ duty, driveEnabled, brakeReleased }: ActuatorCommand): readonly number[] {
    const applied = driveEnabled && Number.isFinite(duty) ? Math.min(Math.max(duty, -1), 1) : 0;
    this.appliedDuty = applied;
    // The relay is held by a pin that toggles.
    this.#relay = !this.#relay;
    this.#put(brake, brakeReleased);
    this.#put(relay, this.#relay);
    return [...this.#drive(applied), ...this.#port(brake >> 3)];
  }

  #drive(duty: number): readonly number[] {
    const width = Math.round(Math.abs(duty) * FULL_PWM);
    if (this.#isPwmDir) {
      this.#put(driveDown, duty < 0);
      return [...this.#port(driveDown >> 3), ...analog(driveUp, width)];
    }
    return duty < 0
      ? [...analog(driveUp, 0), ...analog(driveDown, width)]
      : [...analog(driveDown, 0), ...analog(driveUp, width)];
  }

  #put(pin: number, high: boolean): void {
    const port = pin >> 3;
    const mask = 1 << (pin & 7);
    const levels = this.#levels[port] ?? 0;
    this.#levels[port] = high ? levels | mask : levels & ~mask;
  }

  #port(port: number): readonly number[] {
    return [MESSAGE.digital | port, ...sevens(this.#levels[port] ?? 0)];
  }
}

export const mode = (pin: number, how: number): readonly number[] => [MESSAGE.setPinMode, pin, how];
const analog = (pin: number, value: number): readonly number[] => [MESSAGE.analog | pin, ...sevens(value)];
