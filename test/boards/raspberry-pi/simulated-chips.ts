import { readFileSync, writeFileSync } from 'node:fs';

const PWM_CHIP = '/sys/class/pwm/pwmchip0';
const GONE = '/sys/module/i2c_stub/parameters/gone';

/** What a channel of the guest's PWM chip was last asked for; 0 where nobody has opened it. */
export function pwmDutyNs(channel: number): number {
  try {
    return Number(readFileSync(`${PWM_CHIP}/pwm${channel}/duty_cycle`, 'utf8'));
  } catch {
    return 0;
  }
}

/** The chip of this address does not answer any more; null: all do. */
export function takeChipAway(address: number | null): void {
  writeFileSync(GONE, String(address ?? 0));
}
