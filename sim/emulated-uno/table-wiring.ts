import type { BoardSettings } from '../../src/config/settings.ts';
import type { PlantSensors } from '../plant-sensors.ts';
import type { EmulatedUno } from './emulated-uno.ts';
import { LcdBackpack } from './lcd-backpack.ts';
import { type ExpanderPin, Mcp23017 } from './mcp23017.ts';
import { type Acceleration, Mpu6050 } from './mpu6050.ts';
import { type ContactWire, levelOfContact, type PinMap, pinNamed } from './pin-map.ts';
import { chipPinOf } from './uno-pins.ts';

interface Wire extends ContactWire {
  /** A bit of `INPUT`. */
  readonly bit: number;
  readonly hold: (level: boolean | null) => void;
}

export interface TableWiringOptions {
  readonly uno: EmulatedUno;
  readonly sensors: PlantSensors;
  readonly pinMap: PinMap;
  readonly board: BoardSettings;
}

/** The table's contacts and sensors, and the chips on its two-wire bus, at the pins that pins.json names. */
export class TableWiring {
  readonly expander = new Mcp23017();
  readonly accelerometer: Mpu6050;
  readonly lcd = new LcdBackpack();
  /** The supply is sensed behind the E-STOP. */
  driveIsSupplied = true;
  readonly #uno: EmulatedUno;
  readonly #sensors: PlantSensors;
  readonly #pinMap: PinMap;
  readonly #wires: readonly Wire[];
  readonly #hasAccelerometer: boolean;
  #shown: number | null = null;
  #accelerometerIsThere = false;

  constructor({ uno, sensors, pinMap, board }: TableWiringOptions) {
    this.#uno = uno;
    this.#sensors = sensors;
    this.#pinMap = pinMap;
    this.#hasAccelerometer = board.hasAccelerometer;
    this.accelerometer = new Mpu6050(() => this.#acceleration());
    this.#wires = [
      ...pinMap.pins.flatMap((pin) => wireOf(pin, (level) => uno.hold(pin.pin, level))),
      ...pinMap.i2c.expander.pins.flatMap((pin) => wireOf(pin, (level) => this.expander.hold(pin.pin, level))),
    ];
    uno.bus.attach(pinMap.i2c.expander.address, this.expander);
    uno.bus.attach(pinMap.i2c.lcd.address, this.lcd);
    this.#convertFor({ tilt: 'TILT', current: 'CURRENT', supply: 'SUPPLY' });
  }

  /** Puts bits of `INPUT` to the pins. */
  showInputs(inputs: number): void {
    this.#plugAccelerometer(this.#hasAccelerometer && !this.#sensors.defects.accelSilent);
    if (inputs === this.#shown) return;
    this.#shown = inputs;
    for (const wire of this.#wires) wire.hold(levelOfContact((inputs & wire.bit) !== 0, wire));
  }

  /** Whether a light, or the buzzer, is on. */
  isLit(name: string): boolean {
    const found = this.#pinMap.i2c.expander.pins.find((pin) => pin.name === name);
    return found !== undefined && this.expander.outputOf(found.pin) === true;
  }

  /** Their supply has been away with the board's: the chips start anew. */
  powerOn(): void {
    this.expander.powerOn();
    this.accelerometer.powerOn();
  }

  #plugAccelerometer(isThere: boolean): void {
    if (isThere === this.#accelerometerIsThere) return;
    this.#accelerometerIsThere = isThere;
    const { address } = this.#pinMap.i2c.accelerometer;
    if (isThere) this.#uno.bus.attach(address, this.accelerometer);
    else this.#uno.bus.detach(address);
  }

  #acceleration(): Acceleration {
    const { along, out } = this.#pinMap.i2c.accelerometer;
    const acceleration = { x: 0, y: 0, z: 0 };
    acceleration[along] = this.#sensors.accelAlongG;
    acceleration[out] = this.#sensors.accelOutG;
    return acceleration;
  }

  #convertFor(names: { readonly tilt: string; readonly current: string; readonly supply: string }): void {
    const channelOf = (name: string): number => chipPinOf(pinNamed(this.#pinMap, name)).bit;
    const tilt = channelOf(names.tilt);
    const current = channelOf(names.current);
    const supply = channelOf(names.supply);
    const { currentAmpsPerCount, supplyVoltsPerCount } = this.#pinMap.analog;
    this.#uno.adc.source = (channel) => {
      if (channel === tilt) return this.#sensors.convertTilt();
      if (channel === current) return this.#sensors.currentAmps / currentAmpsPerCount;
      if (channel === supply) return this.driveIsSupplied ? this.#sensors.supplyVolts / supplyVoltsPerCount : 0;
      return 0;
    };
  }
}

interface WiredPin {
  readonly pin: string | ExpanderPin;
  readonly input?: number | undefined;
  readonly active?: 'low' | 'high' | undefined;
  readonly contact?: 'normally-open' | 'normally-closed' | undefined;
}

/** Pins that are no input have no wire of this kind. */
function wireOf({ input, active, contact }: WiredPin, hold: Wire['hold']): readonly Wire[] {
  if (input === undefined || active === undefined) return [];
  return [{ bit: input, active, contact: contact ?? 'normally-open', hold }];
}
