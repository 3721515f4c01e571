/** A chip on the two-wire bus. */
export interface I2cDevice {
  /** A transfer to it begins. */
  begin(): void;
  /** False refuses the byte. */
  write(byte: number): boolean;
  read(): number;
  end(): void;
}

/**
 * What is wrong with the wires. A device that lost count in the middle of a byte holds the data line low until it has
 * been clocked for the rest of it.
 */
export type BusFault = 'none' | 'data-low' | 'data-low-until-clocked' | 'clock-low';

const CLOCKS_TO_FREE = 9;
const NOTHING = 0xff;

/** The two wires with what hangs on them; pulled up, so that an absent device reads as ones and acknowledges nothing. */
export class I2cBus {
  onFault: () => void = () => undefined;
  readonly #devices = new Map<number, I2cDevice>();
  #addressed: I2cDevice | null = null;
  #fault: BusFault = 'none';
  #clocksToFree = 0;

  attach(address: number, device: I2cDevice): void {
    this.#devices.set(address, device);
  }

  detach(address: number): void {
    if (this.#devices.get(address) === this.#addressed) this.#addressed = null;
    this.#devices.delete(address);
  }

  get fault(): BusFault {
    return this.#fault;
  }

  set fault(fault: BusFault) {
    this.#fault = fault;
    this.#clocksToFree = CLOCKS_TO_FREE;
    this.onFault();
  }

  get dataIsHeld(): boolean {
    return this.#fault === 'data-low' || this.#fault === 'data-low-until-clocked';
  }

  get clockIsHeld(): boolean {
    return this.#fault === 'clock-low';
  }

  /** One pulse of the clock line that somebody made by hand. */
  clock(): void {
    if (this.#fault !== 'data-low-until-clocked') return;
    this.#clocksToFree -= 1;
    if (this.#clocksToFree <= 0) this.fault = 'none';
  }

  start(): void {
    this.#end();
  }

  address(address: number, _reads: boolean): boolean {
    this.#addressed = this.#devices.get(address) ?? null;
    this.#addressed?.begin();
    return this.#addressed !== null;
  }

  write(byte: number): boolean {
    return this.#addressed?.write(byte) ?? false;
  }

  read(_acknowledged: boolean): number {
    if (this.dataIsHeld) return 0;
    return this.#addressed?.read() ?? NOTHING;
  }

  stop(): void {
    this.#end();
  }

  #end(): void {
    this.#addressed?.end();
    this.#addressed = null;
  }
}
