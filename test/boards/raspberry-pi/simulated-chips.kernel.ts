import { afterAll, describe, expect, it } from 'vitest';
import { openI2cDevice } from '../../../boards/raspberry-pi/kernel/i2c-device.ts';
import { findPwmChip, openPwmChannel } from '../../../boards/raspberry-pi/kernel/pwm-channel.ts';
import { pwmDutyNs, takeChipAway } from './simulated-chips.ts';

const BUS = '/dev/i2c-1';
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

afterAll(() => takeChipAway(null));

describe('PWM of a kernel', () => {
  it('is found by its device, starts at nothing, and takes a share of its period', async () => {
    const chip = findPwmChip(['fe20c000.pwm']);
    expect(findPwmChip(['1f00098000.pwm'])).toBeNull();
    const opened = await openPwmChannel(chip ?? '', { channel: 2, periodNs: 50_000, pause });
    if (!opened.ok) throw new Error(opened.errno);
    expect(pwmDutyNs(2)).toBe(0);
    expect(opened.value.set(0.15)).toBe(true);
    expect(pwmDutyNs(2)).toBe(7500);
    expect(opened.value.set(1.5)).toBe(false);
    expect(pwmDutyNs(2)).toBe(7500);
    opened.value.close();
    expect(pwmDutyNs(2)).toBe(0);
    expect(opened.value.set(0.1)).toBe(false);
  });

  it('says what is wrong with a channel that the chip has not', async () => {
    const opened = await openPwmChannel(findPwmChip(['fe20c000.pwm']) ?? '', { channel: 9, periodNs: 50_000, pause });
    expect(opened.ok).toBe(false);
  });
});

describe('a chip on the I2C bus', () => {
  it('gives back what was written, by bytes and by words with the higher byte first', async () => {
    const opened = openI2cDevice(BUS, 0x68);
    if (!opened.ok) throw new Error(opened.errno);
    const chip = opened.value;
    await chip.write(0x3b, [1, 2, 3, 4, 5, 6]);
    const read = await chip.read(0x3b, 6);
    expect(read.ok && [...read.value]).toEqual([1, 2, 3, 4, 5, 6]);
    await chip.writeWord(0x10, 0x1234);
    expect(await chip.readWord(0x10)).toEqual({ ok: true, value: 0x1234 });
    const low = await chip.read(0x10, 1);
    expect(low.ok && low.value[0]).toBe(0x12);
    await chip.close();
  });

  it('fails by a value where nobody answers, or the chip is taken away', async () => {
    const nobody = openI2cDevice(BUS, 0x31);
    expect(nobody.ok && (await nobody.value.read(0, 1)).ok).toBe(false);
    const opened = openI2cDevice(BUS, 0x68);
    if (!opened.ok) throw new Error(opened.errno);
    takeChipAway(0x68);
    expect((await opened.value.read(0x3b, 6)).ok).toBe(false);
    takeChipAway(null);
    expect((await opened.value.read(0x3b, 6)).ok).toBe(true);
    await opened.value.close();
    expect(openI2cDevice('/dev/i2c-9', 0x68)).toEqual({ ok: false, errno: 'ENOENT' });
  });
});
