import { E_STOP_CLOSED, INPUT } from '../../src/domain/inputs.ts';
import type { GpioLines } from './kernel/gpio-lines.ts';
import type { KernelFailure } from './kernel/libc.ts';
import { inputBitOf, PI_PINS, type PiPin } from './pin-map.ts';

/** Contact bounce that the kernel keeps to itself, us; the 20 ms of a press are the controller's. */
const DEBOUNCE_US = 5000;
/** Bits that say 'pressed' when they are set, and those that say it when they are not. */
const STOP_MADE = INPUT.RETURN_MADE;
const STOP_BROKEN = INPUT.RETURN_BREAK_CLOSED | E_STOP_CLOSED;

export interface InputRequest {
  readonly pins: readonly PiPin[];
  readonly activeLow: boolean;
  readonly debounceUs?: number;
}

interface InputGroup {
  readonly lines: GpioLines;
  readonly bits: readonly number[];
  readonly mask: number;
}

/**
 * The table's contacts. Each is asked for in every cycle; stop edges come between cycles as well, and one that is over
 * before the next cycle is still shown to it. An edge that the kernel lost costs nothing but its count.
 */
export class PiInputs {
  /** At an edge that opens an E-STOP channel, in a turn of its own. */
  onEStop: () => void = () => undefined;
  readonly #groups: readonly InputGroup[];
  #bits = 0;
  #shownMade = 0;
  #shownBroken = 0;

  constructor(groups: readonly InputGroup[]) {
    this.#groups = groups;
    for (const group of groups) {
      group.lines.watch(
        ({ line, rising }) => this.#hear(group.bits[line] ?? 0, rising),
        () => this.#look(group),
      );
    }
    this.poll();
  }

  /** Bits of `INPUT` as they stand now. */
  get bits(): number {
    return this.#bits;
  }

  /** Edges that were lost so far. */
  get lostEdges(): number {
    return this.#groups.reduce((lost, { lines }) => lost + lines.lost, 0);
  }

  /** Asks for every line. False where they cannot be read: what is known is then old. */
  poll(): boolean {
    let isKnown = true;
    for (const group of this.#groups) if (!this.#look(group)) isKnown = false;
    return isKnown;
  }

  /** The bits for one report: a stop that was pressed since the last shows in it, though it may be over. */
  take(): number {
    const bits = (this.#bits | this.#shownMade) & ~this.#shownBroken;
    this.#shownMade = 0;
    this.#shownBroken = 0;
    return bits;
  }

  close(): void {
    for (const { lines } of this.#groups) lines.close();
  }

  #look({ lines, bits, mask }: InputGroup): boolean {
    const values = lines.values();
    if (values === null) return false;
    let found = 0;
    for (let line = 0; line < bits.length; line += 1) if ((values & (1 << line)) !== 0) found |= bits[line] ?? 0;
    this.#bits = (this.#bits & ~mask) | found;
    return true;
  }

  #hear(bit: number, isSet: boolean): void {
    this.#bits = isSet ? this.#bits | bit : this.#bits & ~bit;
    if (isSet) this.#shownMade |= bit & STOP_MADE;
    else this.#shownBroken |= bit & STOP_BROKEN;
    if (!isSet && (bit & E_STOP_CLOSED) !== 0) this.onEStop();
  }
}

/** What is asked of the kernel: lines of one polarity and debounce together. */
export function inputRequests(): readonly InputRequest[] {
  const inputs = PI_PINS.filter(({ kind }) => kind === 'input');
  const low = inputs.filter(({ active }) => active === 'low');
  return [
    { pins: low.filter(({ stop }) => stop === true), activeLow: true },
    { pins: inputs.filter(({ active }) => active === 'high'), activeLow: false },
    { pins: low.filter(({ stop }) => stop !== true), activeLow: true, debounceUs: DEBOUNCE_US },
  ];
}

type Requested =
  | { readonly ok: true; readonly value: GpioLines }
  | (KernelFailure & { readonly pins: readonly PiPin[] });

/** Asks for all inputs; what fails lets go of what was had. */
export function openPiInputs(
  request: (wanted: InputRequest) => Requested,
): { readonly ok: true; readonly value: PiInputs } | Extract<Requested, { ok: false }> {
  const groups: InputGroup[] = [];
  for (const wanted of inputRequests()) {
    const made = request(wanted);
    if (!made.ok) {
      for (const { lines } of groups) lines.close();
      return made;
    }
    const bits = wanted.pins.map(inputBitOf);
    groups.push({ lines: made.value, bits, mask: bits.reduce((all, bit) => all | bit, 0) });
  }
  return { ok: true, value: new PiInputs(groups) };
}
