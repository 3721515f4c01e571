import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** As much of johnny-five and firmata-io, which bring no types, as the panel uses. */
export interface FirmataIo extends EventEmitter {
  i2cWrite(address: number, ...rest: readonly unknown[]): this;
}

export interface Led {
  on(): this;
  off(): this;
}

export interface Lcd {
  cursor(row: number, column: number): this;
  print(text: string): this;
}

export interface JohnnyFive {
  readonly Board: {
    new (options: Record<string, unknown>): EventEmitter;
    readonly Virtual: new (expander: object) => object;
  };
  readonly Expander: new (options: Record<string, unknown>) => object;
  readonly Led: new (options: Record<string, unknown>) => Led;
  readonly LCD: new (options: Record<string, unknown>) => Lcd;
}

interface FirmataLibrary {
  readonly Firmata: new (transport: EventEmitter, options: Record<string, unknown>) => FirmataIo;
}

/** Takes a third of a second, and is done in the panel's own thread. */
export function loadPanelLibraries(): JohnnyFive & FirmataLibrary {
  const require = createRequire(import.meta.url);
  const five: JohnnyFive = require('johnny-five');
  const { Firmata }: FirmataLibrary = require('firmata-io');
  const { Board, Expander, Led, LCD } = five;
  return { Board, Expander, Led, LCD, Firmata };
}
