import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { GaussianRing } from '../gaussian-ring.ts';
import { SENSOR_NOISE } from '../plant-parameters.ts';
import { CYCLES_PER_MS } from './avr-chip.ts';
import type { BootLoader } from './boot-loader.ts';
import { EmulatedUno } from './emulated-uno.ts';
import { Mcp4728 } from './mcp4728.ts';
import { type ExpanderPin, Mcp23017 } from './mcp23017.ts';
import { readPinMap } from './pin-map.ts';
import type { PinOutput } from './port-unit.ts';
import { RcFilter } from './rc-filter.ts';
import { type RigMap, readRigMap } from './rig-map.ts';
import { chipPinOf, type UnoPinName } from './uno-pins.ts';

/** The boards take turns of this: a level is that late at the other one at the most. */
const TURN_CYCLES = CYCLES_PER_MS / 4;
const FULL_COUNTS = 1024;
const HALF = 0.5;

export interface RiggedUnosOptions {
  /** Programs, as `readIntelHex` gives them; an EEPROM that is not given is an erased one. */
  readonly controller: { readonly flash: Uint8Array; readonly eeprom?: Uint8Array; readonly bootLoader?: BootLoader };
  readonly rig: { readonly flash: Uint8Array };
  /** Of one conversion of the controller's, LSB rms; as on a breadboard unless given. */
  readonly noiseLsb?: number;
}

/**
 * A controller's board and a rig, two emulated Unos wired pin to pin as rig-pins.json says: outputs of one are levels or,
 * behind their filters, voltages at the other. There is no table: whoever has the rig plays it.
 */
export class RiggedUnos {
  readonly controller: EmulatedUno;
  readonly rig: EmulatedUno;
  /** On the controller's bus: its buttons and lights. */
  readonly expander = new Mcp23017();
  /** On the rig's. */
  readonly contacts = new Mcp23017();
  readonly levels = new Mcp4728();
  readonly #wires: (() => void)[] = [];
  readonly #noise = new GaussianRing(new SeededRandom(1));
  readonly #noiseLsb: number;
  readonly #map = readPinMap();
  #cycle = 0;

  constructor({ controller, rig, noiseLsb = SENSOR_NOISE.potLsbRms }: RiggedUnosOptions) {
    const map = readRigMap();
    this.#noiseLsb = noiseLsb;
    this.controller = new EmulatedUno(controller);
    this.rig = new EmulatedUno(rig);
    this.controller.bus.attach(this.#map.i2c.expander.address, this.expander);
    this.rig.bus.attach(map.i2c.contacts.address, this.contacts);
    this.rig.bus.attach(map.i2c.levels.address, this.levels);
    this.#wireContacts(map);
    this.#wireLevels(map);
    this.#wireToController(map);
    this.#wireToRig(map);
    this.#pass();
  }

  get nowMs(): number {
    return this.#cycle / CYCLES_PER_MS;
  }

  advance(ms: number): void {
    const until = this.#cycle + ms * CYCLES_PER_MS;
    while (this.#cycle < until) {
      this.#cycle = Math.min(this.#cycle + TURN_CYCLES, until);
      this.controller.runUntilCycle(this.#cycle);
      this.rig.runUntilCycle(this.#cycle);
      this.#pass();
    }
  }

  #pass(): void {
    for (const wire of this.#wires) wire();
  }

  /** Expander outputs, and the one contact to 5 V. */
  #wireContacts({ pins, i2c }: RigMap): void {
    for (const { pin, to } of i2c.contacts.pins) {
      const hold = this.#holder(to);
      // High would be a contact that drives against another one: nothing on a table does that.
      this.#wires.push(() => hold(this.contacts.outputOf(pin)));
    }
    for (const { pin, kind, to } of pins) {
      if (kind !== 'contact-to-5-volts') continue;
      const hold = this.#holder(to);
      // Open, the resistor to ground holds it.
      this.#wires.push(() => hold((this.rig.outputOf(pin) ?? 0) >= HALF));
    }
  }

  /** Pins of the controller that lead to digital inputs of the rig; pulled down, where nothing drives them. */
  #wireLevels({ pins }: RigMap): void {
    for (const { pin, kind, to } of pins) {
      if (kind !== 'level') continue;
      const output = this.#outputOf(to);
      this.#wires.push(() => this.rig.hold(pin, (output() ?? 0) >= HALF));
    }
  }

  #wireToController({ i2c }: RigMap): void {
    const channels = new Map(i2c.levels.outputs.map(({ to }, output) => [chipPinOf(this.#unoPin(to)).bit, output]));
    this.controller.adc.source = (channel) => {
      const output = channels.get(channel);
      if (output === undefined) return 0;
      return this.levels.shareOf(output) * FULL_COUNTS + this.#noise.next() * this.#noiseLsb;
    };
  }

  #wireToRig({ pins, filter }: RigMap): void {
    const sources = new Map<number, (cycle: number) => number>();
    for (const { pin, kind, to } of pins) {
      const channel = chipPinOf(pin).bit;
      if (kind === 'rail') sources.set(channel, () => HALF);
      if (kind !== 'share' && kind !== 'toggling') continue;
      const behind = new RcFilter(filter);
      this.controller.listen(this.#unoPin(to), (output, cycle) => behind.drive(output ?? 0, cycle));
      sources.set(channel, (cycle) => behind.levelAt(cycle));
    }
    this.rig.adc.source = (channel, cycle) => (sources.get(channel)?.(cycle) ?? 0) * FULL_COUNTS;
  }

  #unoPin(name: string): UnoPinName {
    const found = this.#map.pins.find((pin) => pin.name === name);
    if (found === undefined) throw new Error(`pins.json has no pin ${name}`);
    return found.pin;
  }

  #expanderPin(name: string): ExpanderPin | null {
    return this.#map.i2c.expander.pins.find((pin) => pin.name === name)?.pin ?? null;
  }

  #holder(name: string): (level: boolean | null) => void {
    const onExpander = this.#expanderPin(name);
    if (onExpander !== null) return (level) => this.expander.hold(onExpander, level);
    const pin = this.#unoPin(name);
    return (level) => this.controller.hold(pin, level);
  }

  #outputOf(name: string): () => PinOutput {
    const onExpander = this.#expanderPin(name);
    if (onExpander !== null) return () => Number(this.expander.outputOf(onExpander) ?? false);
    const pin = this.#unoPin(name);
    return () => this.controller.outputOf(pin);
  }
}
