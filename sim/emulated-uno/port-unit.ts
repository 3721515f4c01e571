import type { AvrChip, ChipUnit } from './avr-chip.ts';

/** Share of the time that a pin drives high, 0..1; null: it does not drive, and floats or is pulled up. */
export type PinOutput = number | null;

export type OutputListener = (bit: number, output: PinOutput, cycle: number) => void;
export type LevelListener = (before: number, after: number) => void;

const HALF = 0.5;

/**
 * Eight pins. From outside each can be held high, held low or left open; open, it follows its pull-up, and without one
 * it keeps the level that it had, as a short wire does.
 */
export class PortUnit implements ChipUnit {
  readonly #chip: AvrChip;
  readonly #pinAddress: number;
  #levels = 0;
  #heldMask = 0;
  #heldHigh = 0;
  readonly #timerShare: PinOutput[] = new Array<PinOutput>(8).fill(null);
  readonly #outputs: PinOutput[] = new Array<PinOutput>(8).fill(null);
  readonly #outputListeners: OutputListener[] = [];
  readonly #levelListeners: LevelListener[] = [];

  /** `pinAddress`: of the register PIN; DDR and PORT follow it. */
  constructor(chip: AvrChip, pinAddress: number) {
    this.#chip = chip;
    this.#pinAddress = pinAddress;
    const { data, writeHooks } = chip.cpu;
    writeHooks[pinAddress] = (value, _old, _address, mask) => {
      data[pinAddress + 2] = (data[pinAddress + 2] ?? 0) ^ (value & mask);
      this.#follow();
      return true;
    };
    for (const address of [pinAddress + 1, pinAddress + 2]) {
      writeHooks[address] = (value) => {
        if (data[address] !== value) {
          data[address] = value;
          this.#follow();
        }
        return true;
      };
    }
  }

  reset(): void {
    this.#timerShare.fill(null);
    this.#follow();
  }

  /** Null leaves the pin open. */
  hold(bit: number, level: boolean | null): void {
    const mask = 1 << bit;
    const heldMask = level === null ? this.#heldMask & ~mask : this.#heldMask | mask;
    const heldHigh = level === true ? this.#heldHigh | mask : this.#heldHigh & ~mask;
    if (heldMask === this.#heldMask && heldHigh === this.#heldHigh) return;
    this.#heldMask = heldMask;
    this.#heldHigh = heldHigh;
    this.#follow();
  }

  outputOf(bit: number): PinOutput {
    return this.#outputs[bit] ?? null;
  }

  hasPullUp(bit: number): boolean {
    const [, ddr, port] = this.#registers();
    return (port & ~ddr & (1 << bit)) !== 0;
  }

  /** As PIN reads. */
  levelOf(bit: number): boolean {
    return (this.#levels & (1 << bit)) !== 0;
  }

  /** A timer's compare output takes the pin, at this share of the time; null gives it back. */
  setTimerShare(bit: number, share: PinOutput): void {
    if (this.#timerShare[bit] === share) return;
    this.#timerShare[bit] = share;
    this.#follow();
  }

  /** Called at each change of what a pin drives. */
  listenToOutputs(listener: OutputListener): void {
    this.#outputListeners.push(listener);
  }

  /** Called with PIN as it was and is. */
  listenToLevels(listener: LevelListener): void {
    this.#levelListeners.push(listener);
  }

  #registers(): readonly [number, number, number] {
    const { data } = this.#chip.cpu;
    const at = this.#pinAddress;
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  }

  #follow(): void {
    const [, ddr, port] = this.#registers();
    let driven = 0;
    for (let bit = 0; bit < 8; bit++) {
      const output = (ddr & (1 << bit)) === 0 ? null : (this.#timerShare[bit] ?? (port >> bit) & 1);
      if (output !== null && output >= HALF) driven |= 1 << bit;
      if (this.#outputs[bit] === output) continue;
      this.#outputs[bit] = output;
      for (const listener of this.#outputListeners) listener(bit, output, this.#chip.cycle);
    }
    const open = ~ddr & ~this.#heldMask;
    const levels =
      (driven & ddr) | (this.#heldHigh & this.#heldMask & ~ddr) | (open & port) | (open & ~port & this.#levels);
    this.#setLevels(levels & 0xff);
  }

  #setLevels(levels: number): void {
    const before = this.#levels;
    this.#levels = levels;
    this.#chip.cpu.data[this.#pinAddress] = levels;
    if (before === levels) return;
    for (const listener of this.#levelListeners) listener(before, levels);
  }
}
