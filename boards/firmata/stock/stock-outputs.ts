import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import { MESSAGE, PIN_MODE, sevens } from '../firmata-protocol.ts';
import { STOCK_PINS } from './stock-wiring.ts';

const FULL_PWM = 255;
const { driveUp, driveDown, brake, relay } = STOCK_PINS;

/** What reaches the pins, in stock Firmata's words. A value is sent again in every cycle: one byte lost must not last. */
export class StockOutputs {
  readonly #isPwmDir: boolean;
  #relay = false;
  /** At the pins, as far as is known. */
  appliedDuty = 0;

  constructor(bridge: 'pwm-dir' | 'two-pwm') {
    this.#isPwmDir = bridge === 'pwm-dir';
  }

  setUp(): readonly number[] {
    const downMode = this.#isPwmDir ? PIN_MODE.output : PIN_MODE.pwm;
    return [
      ...mode(brake, PIN_MODE.output),
      ...mode(relay, PIN_MODE.output),
      ...mode(driveUp, PIN_MODE.pwm),
      ...mode(driveDown, downMode),
      ...this.off(),
    ];
  }

  /** Drive off, brake on. */
  off(): readonly number[] {
    this.appliedDuty = 0;
    return [...digital(brake, false), ...this.#drive(0)];
  }

  bytesOf({ duty, driveEnabled, brakeReleased }: ActuatorCommand): readonly number[] {
    const applied = driveEnabled && Number.isFinite(duty) ? Math.min(Math.max(duty, -1), 1) : 0;
    this.appliedDuty = applied;
    // The relay is held by a pin that toggles.
    this.#relay = !this.#relay;
    return [...this.#drive(applied), ...digital(brake, brakeReleased), ...digital(relay, this.#relay)];
  }

  #drive(duty: number): readonly number[] {
    const width = Math.round(Math.abs(duty) * FULL_PWM);
    if (this.#isPwmDir) return [...digital(driveDown, duty < 0), ...analog(driveUp, width)];
    return duty < 0
      ? [...analog(driveUp, 0), ...analog(driveDown, width)]
      : [...analog(driveDown, 0), ...analog(driveUp, width)];
  }
}

export const mode = (pin: number, how: number): readonly number[] => [MESSAGE.setPinMode, pin, how];
const digital = (pin: number, high: boolean): readonly number[] => [MESSAGE.setDigitalPin, pin, high ? 1 : 0];
const analog = (pin: number, value: number): readonly number[] => [MESSAGE.analog | pin, ...sevens(value)];
