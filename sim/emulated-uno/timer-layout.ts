import { VECTOR } from './interrupt-lines.ts';
import { MODES_8_BIT, MODES_16_BIT, type TimerMode } from './timer-modes.ts';

/** Where the registers of one timer stand, and which pins its compare outputs can take. */
export interface TimerLayout {
  readonly is16Bit: boolean;
  readonly modes: readonly TimerMode[];
  /** TCCRA; TCCRB follows it. */
  readonly control: number;
  readonly count: number;
  readonly compare: readonly [number, number];
  /** ICR1; 0 where there is none. */
  readonly capture: number;
  readonly flags: number;
  readonly mask: number;
  /** By the clock select bits; 0: stopped, or counting a pin that nothing here drives. */
  readonly dividers: readonly number[];
  readonly vectors: { readonly overflow: number; readonly compare: readonly [number, number] };
  readonly outputs: readonly [TimerPin, TimerPin];
}

export interface TimerPin {
  readonly port: 'B' | 'D';
  readonly bit: number;
}

const DIVIDERS = [0, 1, 8, 64, 256, 1024, 0, 0] as const;

export const TIMER_0: TimerLayout = {
  is16Bit: false,
  modes: MODES_8_BIT,
  control: 0x44,
  count: 0x46,
  compare: [0x47, 0x48],
  capture: 0,
  flags: 0x35,
  mask: 0x6e,
  dividers: DIVIDERS,
  vectors: { overflow: VECTOR.timer0Overflow, compare: [VECTOR.timer0A, VECTOR.timer0B] },
  outputs: [
    { port: 'D', bit: 6 },
    { port: 'D', bit: 5 },
  ],
};

export const TIMER_1: TimerLayout = {
  is16Bit: true,
  modes: MODES_16_BIT,
  control: 0x80,
  count: 0x84,
  compare: [0x88, 0x8a],
  capture: 0x86,
  flags: 0x36,
  mask: 0x6f,
  dividers: DIVIDERS,
  vectors: { overflow: VECTOR.timer1Overflow, compare: [VECTOR.timer1A, VECTOR.timer1B] },
  outputs: [
    { port: 'B', bit: 1 },
    { port: 'B', bit: 2 },
  ],
};

export const TIMER_2: TimerLayout = {
  is16Bit: false,
  modes: MODES_8_BIT,
  control: 0xb0,
  count: 0xb2,
  compare: [0xb3, 0xb4],
  capture: 0,
  flags: 0x37,
  mask: 0x70,
  dividers: [0, 1, 8, 32, 64, 128, 256, 1024],
  vectors: { overflow: VECTOR.timer2Overflow, compare: [VECTOR.timer2A, VECTOR.timer2B] },
  outputs: [
    { port: 'B', bit: 3 },
    { port: 'D', bit: 3 },
  ],
};
