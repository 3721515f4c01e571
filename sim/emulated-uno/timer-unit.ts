import type { AvrChip, ChipUnit } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import type { PortUnit } from './port-unit.ts';
import type { TimerLayout } from './timer-layout.ts';
import type { TimerMode } from './timer-modes.ts';
import { shareOfCompare } from './timer-outputs.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** Bits of TIFR and TIMSK. */
const OVERFLOW = 1;
const COMPARE = [2, 4] as const;
/** Of the two compare channels. */
const A = 0;
const B = 1;
type Channel = typeof A | typeof B;

/**
 * A timer that is computed only where somebody looks: it counts nothing, but knows where it stood at some cycle, and
 * waits only for the interrupts that are enabled and for compare values that take effect later. Chapters 15, 16, 18.
 */
export class TimerUnit implements ChipUnit {
  readonly #chip: AvrChip;
  readonly #layout: TimerLayout;
  readonly #ports: Readonly<Record<'B' | 'D', PortUnit>>;
  readonly #event: ClockEvent;
  #mode: TimerMode;
  #divider = 0;
  /** Steps since the last bottom, at `#baseCycle`. */
  #basePhase = 0;
  #baseCycle = 0;
  readonly #compare: [number, number] = [0, 0];
  readonly #nextCompare: [number, number] = [0, 0];
  /** What the compare outputs were at when the timer was stopped; low since a reset. */
  readonly #latches: [boolean, boolean] = [false, false];
  /** The one high byte that 16-bit registers share. */
  #highByte = 0;

  constructor(chip: AvrChip, layout: TimerLayout, ports: Readonly<Record<'B' | 'D', PortUnit>>) {
    this.#chip = chip;
    this.#layout = layout;
    this.#ports = ports;
    this.#mode = modeOf(layout, 0, 0);
    this.#event = chip.events.create((cycle) => this.#change(cycle, () => undefined));
    this.#hookControls();
    this.#hookCounts();
    const { interrupts } = chip;
    interrupts.whenServed(layout.vectors.overflow, () => this.#clearFlags(OVERFLOW));
    for (const channel of [A, B] as const) {
      interrupts.whenServed(layout.vectors.compare[channel], () => this.#clearFlags(COMPARE[channel]));
    }
  }

  reset(): void {
    this.#mode = modeOf(this.#layout, 0, 0);
    this.#divider = 0;
    this.#basePhase = 0;
    this.#baseCycle = this.#chip.cycle;
    this.#compare.fill(0);
    this.#nextCompare.fill(0);
    this.#latches.fill(false);
    this.#highByte = 0;
    this.#showOutputs();
    this.#ask();
  }

  #hookControls(): void {
    const { control, flags, mask } = this.#layout;
    const { data, readHooks, writeHooks } = this.#chip.cpu;
    for (const address of [control, control + 1]) {
      writeHooks[address] = (value) => {
        this.#change(this.#chip.cycle, () => {
          data[address] = value;
          this.#reconfigure();
        });
        return true;
      };
    }
    writeHooks[mask] = (value) => {
      this.#change(this.#chip.cycle, () => {
        data[mask] = value;
      });
      return true;
    };
    readHooks[flags] = () => {
      this.#settle(this.#chip.cycle);
      return data[flags] ?? 0;
    };
    writeHooks[flags] = (value, _old, _address, written) => {
      this.#settle(this.#chip.cycle);
      this.#clearFlags(value & written);
      return true;
    };
  }

  #hookCounts(): void {
    const { capture, compare, count, is16Bit } = this.#layout;
    const { data, readHooks, writeHooks } = this.#chip.cpu;
    readHooks[count] = () => {
      this.#settle(this.#chip.cycle);
      const now = this.#countAt(this.#basePhase);
      this.#highByte = now >> 8;
      return now & 0xff;
    };
    writeHooks[count] = (value) => {
      this.#change(this.#chip.cycle, () => {
        this.#basePhase = (this.#highByte << 8) | value;
        this.#baseCycle = this.#chip.cycle;
      });
      return true;
    };
    for (const channel of [A, B] as const) {
      const address = compare[channel];
      writeHooks[address] = (value) => {
        data[address] = value;
        if (is16Bit) data[address + 1] = this.#highByte;
        this.#change(this.#chip.cycle, () => this.#writeCompare(channel, (this.#highByte << 8) | value));
        return true;
      };
    }
    if (!is16Bit) return;
    readHooks[count + 1] = () => this.#highByte;
    writeHooks[capture] = (value) => {
      this.#change(this.#chip.cycle, () => {
        data[capture] = value;
        data[capture + 1] = this.#highByte;
        this.#reconfigure();
      });
      return true;
    };
    for (const address of [count + 1, compare[A] + 1, compare[B] + 1, capture + 1]) {
      writeHooks[address] = (value) => {
        this.#highByte = value;
        return true;
      };
    }
  }

  get #top(): number {
    const { top } = this.#mode;
    if (top === 'compare A') return this.#compare[A];
    if (top !== 'capture') return top;
    const { capture } = this.#layout;
    const { data } = this.#chip.cpu;
    return ((data[capture + 1] ?? 0) << 8) | (data[capture] ?? 0);
  }

  /** Steps from one bottom to the next. */
  get #period(): number {
    return this.#mode.shape === 'up' ? this.#top + 1 : Math.max(1, 2 * this.#top);
  }

  #countAt(phase: number): number {
    return phase <= this.#top || this.#mode.shape === 'up' ? phase : this.#period - phase;
  }

  #writeCompare(channel: Channel, value: number): void {
    this.#nextCompare[channel] = value;
    if (this.#mode.updates === 'at once' || this.#divider === 0) this.#compare[channel] = value;
  }

  #reconfigure(): void {
    const { control, dividers } = this.#layout;
    const { data } = this.#chip.cpu;
    const count = this.#countAt(this.#basePhase);
    this.#mode = modeOf(this.#layout, data[control] ?? 0, data[control + 1] ?? 0);
    const divider = dividers[(data[control + 1] ?? 0) & 7] ?? 0;
    if (divider !== this.#divider) this.#baseCycle = this.#chip.cycle;
    if (divider === 0 && this.#divider !== 0) this.#latch(count);
    this.#divider = divider;
    if (this.#mode.updates === 'at once' || divider === 0) this.#takeCompares();
    this.#basePhase = count;
  }

  #latch(count: number): void {
    for (const channel of [A, B] as const) {
      const inverts = (((this.#chip.cpu.data[this.#layout.control] ?? 0) >> (channel === A ? 6 : 4)) & 1) !== 0;
      this.#latches[channel] = count <= this.#compare[channel] !== inverts;
    }
  }

  #takeCompares(): void {
    this.#compare[A] = this.#nextCompare[A];
    this.#compare[B] = this.#nextCompare[B];
  }

  /** Brings the timer up to now, lets `act` change it, and finds out what it waits for next. */
  #change(cycle: number, act: () => void): void {
    this.#settle(cycle);
    act();
    this.#showOutputs();
    this.#ask();
  }

  #settle(cycle: number): void {
    if (this.#divider === 0) return;
    const steps = Math.floor((cycle - this.#baseCycle) / this.#divider);
    if (steps <= 0) return;
    const { flags } = this.#layout;
    const { data } = this.#chip.cpu;
    let raised = this.#stepsToOverflow() <= steps ? OVERFLOW : 0;
    for (const channel of [A, B] as const) if (this.#stepsToMatch(channel) <= steps) raised |= COMPARE[channel];
    const updates = this.#stepsToUpdate() <= steps;
    this.#basePhase = (this.#basePhase + steps) % this.#period;
    this.#baseCycle += steps * this.#divider;
    data[flags] = (data[flags] ?? 0) | raised;
    if (updates) this.#takeCompares();
    if (raised !== 0) this.#askFor();
  }

  #stepsToPhase(phase: number): number {
    const period = this.#period;
    const steps = (((phase - this.#basePhase) % period) + period) % period;
    return steps === 0 ? period : steps;
  }

  #stepsToOverflow(): number {
    const { is16Bit } = this.#layout;
    const happens = this.#mode.overflowsAtTop || this.#top === (is16Bit ? 0xffff : 0xff);
    return happens ? this.#stepsToPhase(0) : NEVER;
  }

  #stepsToMatch(channel: Channel): number {
    const value = this.#compare[channel];
    if (value > this.#top) return NEVER;
    const upward = this.#stepsToPhase(value);
    return this.#mode.shape === 'up' ? upward : Math.min(upward, this.#stepsToPhase(this.#period - value));
  }

  #stepsToUpdate(): number {
    const [a, b] = this.#compare;
    if (a === this.#nextCompare[A] && b === this.#nextCompare[B]) return NEVER;
    switch (this.#mode.updates) {
      case 'at once':
        return NEVER;
      case 'at bottom':
        return this.#stepsToPhase(0);
      case 'at top':
        return this.#stepsToPhase(this.#top);
      default:
        return this.#mode.updates satisfies never;
    }
  }

  #clearFlags(bits: number): void {
    const { data } = this.#chip.cpu;
    const { flags } = this.#layout;
    data[flags] = (data[flags] ?? 0) & ~bits;
    this.#ask();
  }

  #ask(): void {
    this.#askFor();
    if (this.#divider === 0) {
      this.#event.cancel();
      return;
    }
    const { data } = this.#chip.cpu;
    const awaited = (data[this.#layout.mask] ?? 0) & ~(data[this.#layout.flags] ?? 0);
    let steps = this.#stepsToUpdate();
    if ((awaited & OVERFLOW) !== 0) steps = Math.min(steps, this.#stepsToOverflow());
    if ((awaited & COMPARE[A]) !== 0) steps = Math.min(steps, this.#stepsToMatch(A));
    if ((awaited & COMPARE[B]) !== 0) steps = Math.min(steps, this.#stepsToMatch(B));
    if (steps === NEVER) this.#event.cancel();
    else this.#event.set(this.#baseCycle + steps * this.#divider);
  }

  #askFor(): void {
    const { flags, mask, vectors } = this.#layout;
    const { cpu, interrupts } = this.#chip;
    const asking = (cpu.data[flags] ?? 0) & (cpu.data[mask] ?? 0);
    interrupts.set(vectors.overflow, (asking & OVERFLOW) !== 0);
    for (const channel of [A, B] as const) interrupts.set(vectors.compare[channel], (asking & COMPARE[channel]) !== 0);
  }

  #showOutputs(): void {
    const { control, outputs } = this.#layout;
    const { data } = this.#chip.cpu;
    for (const channel of [A, B] as const) {
      const { port, bit } = outputs[channel];
      const share = shareOfCompare({
        action: ((data[control] ?? 0) >> (channel === A ? 6 : 4)) & 3,
        compare: this.#compare[channel],
        top: this.#top,
        mode: this.#mode,
        stoppedAt: this.#divider === 0 ? this.#latches[channel] : null,
        togglesInPwm: channel === A && this.#mode.top !== 'capture' && typeof this.#mode.top !== 'number',
      });
      this.#ports[port].setTimerShare(bit, share);
    }
  }
}

function modeOf(layout: TimerLayout, controlA: number, controlB: number): TimerMode {
  const high = layout.is16Bit ? (controlB >> 1) & 0x0c : (controlB >> 1) & 0x04;
  const mode = layout.modes[high | (controlA & 3)];
  if (mode === undefined) throw new RangeError('a timer has no such mode');
  return mode;
}
