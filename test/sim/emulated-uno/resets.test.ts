import { describe, expect, it } from 'vitest';
import { sram, store, unoWith } from './assembled-uno.ts';

const [MCUSR, WDTCSR, DDRB, PORTB] = [0x54, 0x60, 0x24, 0x25];
const [EECR, EEDR, EEARL, EEARH] = [0x3f, 0x40, 0x41, 0x42];
const KEPT = 0x300;
const FOREVER = 'loop: RJMP loop';
/** Counts the starts in SRAM, keeps MCUSR and r2 of the last. */
const COUNTS = `LDS r20, ${KEPT}
  INC r20
  STS ${KEPT}, r20
  LDS r21, ${MCUSR}
  STS ${KEPT + 1}, r21
  STS ${KEPT + 2}, r2
  CLR r21
  STS ${MCUSR}, r21
  LDI r16, 0x18
  STS ${WDTCSR}, r16
  STS ${WDTCSR}, r21`;
/** Pin 13 high, and the watchdog at its shortest, resetting. */
const HANGS = `${COUNTS}
  ${store({ [DDRB]: 0x20, [PORTB]: 0x20 })}
  LDI r16, 0x18
  LDI r17, 0x08
  STS ${WDTCSR}, r16
  STS ${WDTCSR}, r17
  ${FOREVER}`;
const STANDS = `${COUNTS}\n${store({ [DDRB]: 0x20, [PORTB]: 0x20 })}\n${FOREVER}`;
/** What power-on leaves there: not zero. */
const UNSET = 0xa5;

describe('resets of the emulated Uno', () => {
  it('the watchdog resets a program that hangs, 16 ms after it was set, and MCUSR says so', () => {
    const uno = unoWith(HANGS);
    uno.advance(15);
    expect(uno.resets.watchdog).toBe(0);
    uno.advance(3);
    expect(uno.resets.watchdog).toBe(1);
    expect(sram(uno, KEPT)).toBe(UNSET + 2);
    expect(sram(uno, KEPT + 1)).toBe(0x08);
  });

  it('a fed watchdog lets the program run', () => {
    const uno = unoWith(HANGS.replace(FOREVER, 'loop: WDR\nRJMP loop'));
    uno.advance(100);
    expect(uno.resets.watchdog).toBe(0);
  });

  it('the watchdog is not switched off by a write outside of its sequence', () => {
    const uno = unoWith(HANGS.replace(FOREVER, `CLR r16\nSTS ${WDTCSR}, r16\n${FOREVER}`));
    uno.advance(20);
    expect(uno.resets.watchdog).toBe(1);
  });

  it('after its own reset the watchdog runs on until the flag is cleared and it is switched off', () => {
    const uno = unoWith(HANGS.replace(COUNTS, 'NOP'));
    uno.advance(100);
    expect(uno.resets.watchdog).toBeGreaterThanOrEqual(5);
  });

  it('its interrupt comes before its reset where both are asked for', () => {
    const uno = unoWith(`RJMP start
      ${'NOP\n'.repeat(11)}
      INC r25
      RETI
      start: CLR r25
      ${HANGS.replace('LDI r17, 0x08', 'LDI r17, 0x48').replace(FOREVER, `SEI\n${FOREVER}`)}`);
    uno.advance(18);
    expect([sram(uno, 25), uno.resets.watchdog]).toEqual([1, 0]);
    uno.advance(16);
    expect(uno.resets.watchdog).toBe(1);
  });

  it('the reset line makes pins float at once and for the boot loader, and keeps the SRAM', () => {
    const uno = unoWith(STANDS, { bootLoader: 'optiboot-4' });
    uno.advance(10);
    expect(uno.outputOf('D13')).toBe(1);
    uno.reset('external');
    expect(uno.outputOf('D13')).toBeNull();
    uno.advance(1300);
    expect([uno.isStarting, uno.outputOf('D13')]).toEqual([true, null]);
    uno.advance(200);
    expect(uno.outputOf('D13')).toBe(1);
    expect(sram(uno, KEPT)).toBe(UNSET + 2);
  });

  it('with Optiboot a watchdog reset goes straight to the program', () => {
    const uno = unoWith(HANGS, { bootLoader: 'optiboot-4' });
    uno.advance(17);
    expect(uno.resets.watchdog).toBe(1);
    expect(uno.outputOf('D13')).toBe(1);
  });

  it.each([
    ['none', 'external', 0x02, null],
    ['none', 'brown-out', 0x04, null],
    ['optiboot-4', 'external', 0, null],
    ['optiboot-4', 'brown-out', 0, null],
    ['optiboot-8', 'external', 0x02, 0x0a],
    ['optiboot-8', 'brown-out', 0x04, 0x04],
  ] as const)('boot loader %s: after %s the program finds %i in MCUSR', (bootLoader, cause, mcusr, r2) => {
    const uno = unoWith(STANDS, { bootLoader });
    uno.advance(10);
    uno.reset(cause);
    uno.advance(1500);
    expect(sram(uno, KEPT + 1)).toBe(mcusr);
    if (r2 !== null) expect(sram(uno, KEPT + 2)).toBe(r2);
  });

  it('power-on leaves nothing of the SRAM', () => {
    const uno = unoWith(STANDS);
    uno.advance(1);
    uno.reset('brown-out');
    uno.advance(1);
    expect(sram(uno, KEPT)).toBe(UNSET + 2);
    uno.reset('power-on');
    uno.advance(1);
    expect(sram(uno, KEPT)).toBe(UNSET + 1);
  });
});

describe('the EEPROM of the emulated Uno', () => {
  const WRITES = `${store({ [EEARH]: 0, [EEARL]: 7, [EEDR]: 0x42 })}
    LDI r16, 4
    LDI r17, 6
    OUT 0x1f, r16
    OUT 0x1f, r17
    wait: SBIC 0x1f, 1
    RJMP wait
    LDI r16, 1
    OUT 0x1f, r16
    LDS r20, ${EEDR}
    ${store({ [DDRB]: 0x20 })}
    ${FOREVER}`;

  it('writes a byte in 3.4 ms and reads it back', () => {
    const uno = unoWith(WRITES);
    uno.advance(3.3);
    expect(uno.outputOf('D13')).toBeNull();
    uno.advance(0.2);
    expect(uno.outputOf('D13')).toBe(0);
    expect(sram(uno, 20)).toBe(0x42);
    expect(uno.eeprom.memory[7]).toBe(0x42);
  });

  it('keeps it through resets, and finishes a write that a reset interrupts', () => {
    const uno = unoWith(WRITES);
    uno.advance(1);
    uno.reset('watchdog');
    expect(uno.eeprom.isWriting).toBe(true);
    uno.advance(10);
    expect(uno.eeprom.memory[7]).toBe(0x42);
  });

  it('loses the byte that was being written when the supply fails', () => {
    const uno = unoWith(WRITES);
    uno.advance(1);
    uno.holdInReset('brown-out');
    expect(uno.eeprom.memory[7]).toBe(0xff);
  });

  it('writes nothing without its master bit', () => {
    const uno = unoWith(WRITES.replace('LDI r16, 4', 'LDI r16, 0'));
    uno.advance(10);
    expect(uno.eeprom.memory[7]).toBe(0xff);
    expect(EECR).toBe(0x3f);
  });
});
