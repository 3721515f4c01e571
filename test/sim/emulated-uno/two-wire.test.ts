import { describe, expect, it } from 'vitest';
import type { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import { Mcp23017 } from '../../../sim/emulated-uno/mcp23017.ts';
import { Mpu6050 } from '../../../sim/emulated-uno/mpu6050.ts';
import { sram, store, unoWith } from './assembled-uno.ts';

const [TWBR, TWSR, TWDR, TWCR] = [0xb8, 0xb9, 0xbb, 0xbc];
const STATUSES = 0x200;
const GO = 0x84;

let label = 0;
/** One step of the bus: control written, the flag awaited, the status kept. */
function step(control: number): string {
  label += 1;
  return `${store({ [TWCR]: control })}
    w${label}: LDS r17, ${TWCR}
    SBRS r17, 7
    RJMP w${label}
    LDS r18, ${TWSR}
    ST X+, r18`;
}
const start = (): string => step(GO | 0x20);
const write = (byte: number): string => `${store({ [TWDR]: byte })}\n${step(GO)}`;
const read = (register: number, acks: boolean): string => `${step(acks ? GO | 0x40 : GO)}\nLDS r${register}, ${TWDR}`;
const stop = (): string => store({ [TWCR]: GO | 0x10 });
const program = (...steps: readonly string[]): string =>
  `LDI r26, 0\nLDI r27, 2\n${store({ [TWBR]: 72 })}\n${steps.join('\n')}\nloop: RJMP loop`;
const statuses = (uno: EmulatedUno, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => sram(uno, STATUSES + index));

describe('the two-wire bus of the emulated Uno', () => {
  it('writes to a chip and reads it back with a repeated start, each byte in nine bits of 100 kHz', () => {
    const uno = unoWith(program(start(), write(0x40), write(0x15), write(0x05), start(), write(0x40), write(0x15)));
    uno.bus.attach(0x20, new Mcp23017());
    uno.advance(2);
    expect(statuses(uno, 7)).toEqual([0x08, 0x18, 0x28, 0x28, 0x10, 0x18, 0x28]);
  });

  it('reads a burst, the last byte refused', () => {
    const uno = unoWith(
      program(
        start(),
        write(0xd0),
        write(0x6b),
        write(0),
        start(),
        write(0xd0),
        write(0x3b),
        start(),
        write(0xd1),
        read(20, true),
        read(21, false),
        stop(),
      ),
    );
    uno.bus.attach(0x68, new Mpu6050(() => ({ x: 0.5, y: 0, z: 0 })));
    uno.advance(3);
    expect(statuses(uno, 11).slice(-4)).toEqual([0x10, 0x40, 0x50, 0x58]);
    expect(256 * sram(uno, 20) + sram(uno, 21)).toBe(8192);
  });

  it('gets no acknowledge where nobody is', () => {
    const uno = unoWith(program(start(), write(0x40), stop()));
    uno.advance(1);
    expect(statuses(uno, 2)).toEqual([0x08, 0x20]);
  });

  it('takes a byte its nine bits', () => {
    const uno = unoWith(program(start(), write(0x40)));
    uno.bus.attach(0x20, new Mcp23017());
    // Start and nine bits of 160 cycles.
    uno.runUntilCycle(10 * 160 - 20);
    expect(statuses(uno, 2)[1]).not.toBe(0x18);
    uno.runUntilCycle(10 * 160 + 120);
    expect(statuses(uno, 2)[1]).toBe(0x18);
  });

  it('never starts on a bus whose data line is held, until it is let go', () => {
    const uno = unoWith(program(start(), write(0x40)));
    uno.bus.attach(0x20, new Mcp23017());
    uno.bus.fault = 'data-low';
    uno.advance(20);
    expect(statuses(uno, 2)[0]).not.toBe(0x08);
    expect(uno.ports.C.levelOf(4)).toBe(false);
    uno.bus.fault = 'none';
    uno.advance(1);
    expect(statuses(uno, 2)).toEqual([0x08, 0x18]);
  });

  it('is freed by nine clocks made by hand where a chip has lost count', () => {
    const pulse = 'SBI 0x07, 5\nCBI 0x07, 5\n';
    const uno = unoWith(program(pulse.repeat(9), start(), write(0x40)));
    uno.bus.attach(0x20, new Mcp23017());
    uno.bus.fault = 'data-low-until-clocked';
    uno.advance(2);
    expect(uno.bus.fault).toBe('none');
    expect(statuses(uno, 2)).toEqual([0x08, 0x18]);
  });
});

describe('chips on the bus', () => {
  it('the expander reads contacts with its pull-ups and drives its outputs', () => {
    const expander = new Mcp23017();
    const send = (...bytes: readonly number[]): void => {
      expander.begin();
      for (const byte of bytes) expander.write(byte);
      expander.end();
    };
    send(0x00, 0xff, 0x00);
    send(0x0c, 0x0f);
    send(0x15, 0x02);
    expander.hold('GPA1', false);
    send(0x12);
    expect(expander.read() & 0x0f).toBe(0x0d);
    expect(expander.outputOf('GPB1')).toBe(true);
    expect(expander.outputOf('GPB0')).toBe(false);
    expect(expander.outputOf('GPA0')).toBeNull();
  });

  it('the accelerometer sleeps until it is woken', () => {
    const chip = new Mpu6050(() => ({ x: -1, y: 0, z: 0.25 }));
    const readAt = (register: number, count: number): readonly number[] => {
      chip.begin();
      chip.write(register);
      return Array.from({ length: count }, () => chip.read());
    };
    expect(readAt(0x75, 1)).toEqual([0x68]);
    expect(readAt(0x3b, 2)).toEqual([0, 0]);
    chip.begin();
    chip.write(0x6b);
    chip.write(0);
    expect(readAt(0x3b, 6)).toEqual([0xc0, 0x00, 0, 0, 0x10, 0x00]);
  });

  it('the display takes halves of bytes and shows four lines of twenty', () => {
    const lcd = new LcdBackpack();
    const nibble = (half: number, text: number): void => {
      for (const enable of [4, 0]) lcd.write((half << 4) | 8 | enable | text);
    };
    const send = (byte: number, text = 0): void => {
      nibble(byte >> 4, text);
      nibble(byte & 15, text);
    };
    for (const half of [3, 3, 3, 2]) nibble(half, 0);
    for (const command of [0x28, 0x0c, 0x01, 0x06, 0x80]) send(command);
    for (const letter of 'Hold 60') send(letter.charCodeAt(0), 1);
    send(0x80 | 0x54);
    for (const letter of 'upright') send(letter.charCodeAt(0), 1);
    expect(lcd.display.text).toEqual(['Hold 60'.padEnd(20), ' '.repeat(20), ' '.repeat(20), 'upright'.padEnd(20)]);
    expect(lcd.display.isOn).toBe(true);
    expect(lcd.isLit).toBe(true);
  });
});
