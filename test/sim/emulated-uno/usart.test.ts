import { describe, expect, it } from 'vitest';
import { store, unoWith } from './assembled-uno.ts';

const [UCSR0A, UCSR0B, UBRR0L, UDR0] = [0xc0, 0xc1, 0xc4, 0xc6];
/** 115200 as Arduino has it: 117647 baud, 1360 cycles a byte. */
const BEGIN = store({ [UBRR0L]: 16, [UCSR0A]: 2, [UCSR0B]: 0x18 });
const CYCLES_PER_BYTE = 1360;
const WAIT_READY = `LDS r17, ${UCSR0A}\nSBRS r17, 5\nRJMP`;
const SEND_THREE = `${BEGIN}
  LDI r18, 65
  LDI r19, 3
  next: ${WAIT_READY} next
  STS ${UDR0}, r18
  INC r18
  DEC r19
  BRNE next
  loop: RJMP loop`;
const ECHO = `${BEGIN}
  loop: LDS r17, ${UCSR0A}
  SBRS r17, 7
  RJMP loop
  LDS r18, ${UDR0}
  STS ${UDR0}, r18
  RJMP loop`;

describe('the serial port of the emulated Uno', () => {
  it('sends bytes back to back, each for its ten bits', () => {
    const uno = unoWith(SEND_THREE);
    const sent: [string, number][] = [];
    uno.line.onByte = (byte, cycle) => sent.push([String.fromCharCode(byte), cycle]);
    uno.advance(1);
    expect(sent.map(([letter]) => letter).join('')).toBe('ABC');
    const [first = 0, second = 0, third = 0] = sent.map(([, cycle]) => cycle);
    expect(first).toBeGreaterThanOrEqual(CYCLES_PER_BYTE);
    expect([second - first, third - second]).toEqual([CYCLES_PER_BYTE, CYCLES_PER_BYTE]);
  });

  it('receives as fast as the line carries, and no faster', () => {
    const uno = unoWith(ECHO);
    uno.line.farBaud = 115_200;
    const back: number[] = [];
    let lastMs = 0;
    uno.line.onByte = (byte) => {
      back.push(byte);
      lastMs = uno.nowMs;
    };
    const bytes = Array.from({ length: 100 }, (_, index) => index);
    uno.advance(0.1);
    uno.line.send(Uint8Array.from(bytes));
    uno.advance(20);
    expect(back).toEqual(bytes);
    expect(lastMs).toBeCloseTo(0.1 + 101 / 11.52, 0);
    expect(uno.line.waitingBytes).toBe(0);
  });

  it('loses what comes while three bytes wait to be read, and says so', () => {
    const uno = unoWith(`${BEGIN}
      CLR r20
      CLR r21
      wait: INC r20
      BRNE wait
      INC r21
      SBRS r21, 6
      RJMP wait
      loop: LDS r17, ${UCSR0A}
      SBRS r17, 7
      RJMP loop
      LDS r18, ${UDR0}
      STS ${UDR0}, r18
      RJMP loop`);
    const back: number[] = [];
    uno.line.onByte = (byte) => back.push(byte);
    uno.advance(0.01);
    uno.line.send(Uint8Array.of(1, 2, 3, 4, 5));
    uno.advance(20);
    expect(back.slice(0, 1)).toEqual([1]);
    expect(back).not.toContain(4);
    expect(uno.usart.overruns).toBe(2);
  });

  it('gives nonsense to whoever listens at another speed', () => {
    const uno = unoWith(SEND_THREE);
    uno.line.farBaud = 57_600;
    const heard: number[] = [];
    uno.line.onByte = (byte) => heard.push(byte);
    uno.advance(1);
    expect(heard).toHaveLength(3);
    expect(heard).not.toContain(65);
  });
});
