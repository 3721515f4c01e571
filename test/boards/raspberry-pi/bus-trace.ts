import { readFileSync, writeFileSync } from 'node:fs';

const TRACING = '/sys/kernel/tracing';

/** What is written on the I2C bus, as the kernel's own tracepoint saw it; nothing on the bus knows of it. */
export class BusTrace {
  constructor() {
    writeFileSync(`${TRACING}/trace`, '');
    writeFileSync(`${TRACING}/events/smbus/smbus_write/enable`, '1');
  }

  /** Bytes to one address so far, in their order; a register's number is the first byte of its message. */
  bytesTo(address: number): number[] {
    const wanted = `a=${address.toString(16).padStart(3, '0')}`;
    return readFileSync(`${TRACING}/trace`, 'utf8')
      .split('\n')
      .filter((line) => line.includes('smbus_write:') && line.includes(wanted))
      .flatMap(bytesOf);
  }

  close(): void {
    writeFileSync(`${TRACING}/events/smbus/smbus_write/enable`, '0');
    writeFileSync(`${TRACING}/trace`, '');
  }
}

function bytesOf(line: string): number[] {
  const command = /c=([0-9a-f]+)/.exec(line)?.[1];
  const data = (/\[([0-9a-f-]*)\]$/.exec(line)?.[1] ?? '').split('-').filter((byte) => byte !== '');
  // A block says its length first.
  const rest = line.includes('I2C_BLOCK') ? data.slice(1) : data;
  return [command ?? '0', ...rest].map((byte) => Number.parseInt(byte, 16));
}
