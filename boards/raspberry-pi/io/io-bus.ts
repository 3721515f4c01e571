import { type I2cDevice, openI2cDevice } from '../kernel/i2c-device.ts';
import type { KernelResult } from '../kernel/libc.ts';
import { noI2c, noSensor, type PiProblem } from '../pi-problem.ts';
import { PI_I2C } from '../pin-map.ts';

/** The bus as johnny-five uses it: messages in the order in which they were asked for, none of them waited for. */
export class IoBus {
  readonly #devices = new Map<number, I2cDevice>();
  readonly #onProblem: (problem: PiProblem) => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(onProblem: (problem: PiProblem) => void) {
    this.#onProblem = onProblem;
  }

  write(address: number, bytes: readonly number[]): void {
    this.#then(address, (device) => device.send(bytes));
  }

  /** From a register, or from a chip that has none, as many bytes as it is asked for. */
  read(
    address: number,
    { register, count }: { register: number | null; count: number },
    done: (bytes: number[]) => void,
  ) {
    this.#then(address, async (device) => {
      if (register === null) {
        const byte = await device.receive();
        if (byte.ok) done([byte.value]);
        return byte;
      }
      const read = await device.read(register, count);
      if (read.ok) done([...read.value]);
      return read;
    });
  }

  /** Once everything that was asked for has been done. */
  async idle(): Promise<void> {
    let last: unknown = null;
    while (last !== this.#last) {
      last = this.#last;
      await last;
    }
  }

  async close(): Promise<void> {
    await this.idle();
    for (const device of this.#devices.values()) await device.close();
    this.#devices.clear();
  }

  #then(address: number, run: (device: I2cDevice) => Promise<KernelResult<unknown>>): void {
    this.#last = this.#last.then(async () => {
      const device = this.#deviceAt(address);
      if (!device.ok) this.#onProblem(noI2c(PI_I2C.bus, device.errno));
      else if (!(await run(device.value)).ok) this.#onProblem(noSensor({ chip: 'the chip', address }, PI_I2C.bus));
    });
  }

  #deviceAt(address: number): KernelResult<I2cDevice> {
    const known = this.#devices.get(address);
    if (known !== undefined) return { ok: true, value: known };
    const opened = openI2cDevice(PI_I2C.bus, address);
    if (opened.ok) this.#devices.set(address, opened.value);
    return opened;
  }
}
