import type { AvrChip, ChipUnit } from './avr-chip.ts';
import { VECTOR } from './interrupt-lines.ts';
import type { PortUnit } from './port-unit.ts';

const PCIFR = 0x3b;
const EIFR = 0x3c;
const EIMSK = 0x3d;
const PCICR = 0x68;
const EICRA = 0x69;
/** Of port B; C and D follow. */
const PCMSK0 = 0x6b;

const LOW_LEVEL = 0;
const ANY_EDGE = 1;
const FALLING = 2;
/** Port D's pins 2 and 3 are INT0 and INT1. */
const FIRST_INT_BIT = 2;
const INT_VECTORS = [VECTOR.int0, VECTOR.int1] as const;
const PIN_CHANGE_VECTORS = [VECTOR.pinChange0, VECTOR.pinChange1, VECTOR.pinChange2] as const;

/** External interrupts INT0 and INT1, and the pin changes of all three ports; data sheet chapter 13. */
export class PinInterrupts implements ChipUnit {
  readonly #chip: AvrChip;
  readonly #portD: PortUnit;

  constructor(chip: AvrChip, ports: { readonly B: PortUnit; readonly C: PortUnit; readonly D: PortUnit }) {
    this.#chip = chip;
    this.#portD = ports.D;
    const { data, writeHooks } = chip.cpu;
    for (const address of [EIMSK, PCICR, EICRA]) {
      writeHooks[address] = (value) => {
        data[address] = value;
        this.#ask();
        return true;
      };
    }
    for (const address of [EIFR, PCIFR]) {
      writeHooks[address] = (value, _old, _address, mask) => {
        data[address] = (data[address] ?? 0) & ~(value & mask);
        this.#ask();
        return true;
      };
    }
    for (const [index, port] of [ports.B, ports.C, ports.D].entries()) {
      port.listenToLevels((before, after) => this.#pinsChanged(index, before ^ after, after));
    }
    for (const [index, vector] of INT_VECTORS.entries()) {
      chip.interrupts.whenServed(vector, () => this.#clearFlag(EIFR, index));
    }
    for (const [index, vector] of PIN_CHANGE_VECTORS.entries()) {
      chip.interrupts.whenServed(vector, () => this.#clearFlag(PCIFR, index));
    }
  }

  reset(): void {}

  #pinsChanged(port: number, changed: number, levels: number): void {
    const { data } = this.#chip.cpu;
    if ((changed & (data[PCMSK0 + port] ?? 0)) !== 0) data[PCIFR] = (data[PCIFR] ?? 0) | (1 << port);
    if (port === 2) {
      for (let index = 0; index < 2; index++) {
        const bit = 1 << (FIRST_INT_BIT + index);
        if ((changed & bit) !== 0 && this.#isEdge(index, (levels & bit) !== 0)) {
          data[EIFR] = (data[EIFR] ?? 0) | (1 << index);
        }
      }
    }
    this.#ask();
  }

  #senseOf(index: number): number {
    return ((this.#chip.cpu.data[EICRA] ?? 0) >> (2 * index)) & 3;
  }

  #isEdge(index: number, rising: boolean): boolean {
    const sense = this.#senseOf(index);
    if (sense === LOW_LEVEL) return false;
    return sense === ANY_EDGE || (sense === FALLING ? !rising : rising);
  }

  #clearFlag(register: number, index: number): void {
    const { data } = this.#chip.cpu;
    data[register] = (data[register] ?? 0) & ~(1 << index);
    this.#ask();
  }

  #ask(): void {
    const { cpu, interrupts } = this.#chip;
    const flags = cpu.data[EIFR] ?? 0;
    const mask = cpu.data[EIMSK] ?? 0;
    for (const [index, vector] of INT_VECTORS.entries()) {
      const low = this.#senseOf(index) === LOW_LEVEL && !this.#portD.levelOf(FIRST_INT_BIT + index);
      interrupts.set(vector, (mask & (1 << index)) !== 0 && ((flags & (1 << index)) !== 0 || low));
    }
    const changes = (cpu.data[PCIFR] ?? 0) & (cpu.data[PCICR] ?? 0);
    for (const [index, vector] of PIN_CHANGE_VECTORS.entries()) interrupts.set(vector, (changes & (1 << index)) !== 0);
  }
}
