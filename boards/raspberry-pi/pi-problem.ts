import type { ChipFacts } from './kernel/gpio-chip.ts';
import { PI_CHIPS, type PiPin } from './pin-map.ts';

/** Why this computer gives no table, and what to do about it. */
export interface PiProblem {
  readonly code: 'NO_GPIO' | 'LINE_BUSY' | 'PERMISSION' | 'NO_PWM' | 'NO_I2C' | 'NO_SENSOR' | 'KERNEL';
  readonly what: string;
  readonly remedies: readonly string[];
}

/** Where a Pi's firmware reads what is fitted to the header; older systems have it in /boot. */
const CONFIG_TXT = '/boot/firmware/config.txt';

export function noGpio(chips: readonly ChipFacts[], refused: readonly string[]): PiProblem {
  const [first] = refused;
  if (first !== undefined && chips.length === 0) return notPermitted(first, 'gpio');
  const found =
    chips.length === 0
      ? 'this computer has no GPIO lines'
      : `the GPIO lines here belong to ${chips.map(({ label }) => label).join(', ')}`;
  return {
    code: 'NO_GPIO',
    what: `${found}; a Raspberry Pi's are ${PI_CHIPS.join(', ')}`,
    remedies: [
      'run this on the Raspberry Pi that the table is wired to',
      'to try without a board: upright run --board sim',
    ],
  };
}

export function lineBusy({ gpio, header, label }: PiPin, user: string | null): PiProblem {
  const whose = user === null ? 'by something else' : `by '${user}'`;
  return {
    code: 'LINE_BUSY',
    what: `GPIO${gpio} (pin ${header} of the header, ${label}) is in use ${whose}`,
    remedies: [
      `end that program, or take the overlay that uses GPIO${gpio} out of ${CONFIG_TXT} and reboot`,
      'gpioinfo, of the package gpiod, lists every line with its user',
    ],
  };
}

export function notPermitted(path: string, group: 'gpio' | 'i2c'): PiProblem {
  return {
    code: 'PERMISSION',
    what: `no permission to open ${path}`,
    remedies: [`join its group, then log in again: sudo usermod -aG ${group} $USER`],
  };
}

export function noPwm(overlay: string): PiProblem {
  return {
    code: 'NO_PWM',
    what: 'the PWM of the header is not switched on',
    remedies: [`add this line to ${CONFIG_TXT} and reboot: ${overlay}`],
  };
}

export function pwmRefused(path: string, errno: string): PiProblem {
  if (errno === 'EACCES' || errno === 'EPERM') return notPermitted(path, 'gpio');
  return {
    code: 'NO_PWM',
    what: `the PWM at ${path} does not start: ${errno}`,
    remedies: [
      'another program may have its channel: end that one',
      `channels of both pins are needed: see ${CONFIG_TXT}, dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4`,
    ],
  };
}

export function noI2c(bus: string, errno: string): PiProblem {
  if (errno === 'EACCES' || errno === 'EPERM') return notPermitted(bus, 'i2c');
  return {
    code: 'NO_I2C',
    what: `there is no I2C bus ${bus}`,
    remedies: [`add this line to ${CONFIG_TXT} and reboot: dtparam=i2c_arm=on`],
  };
}

export function noSensor({ chip, address }: { chip: string; address: number }, bus: string): PiProblem {
  return {
    code: 'NO_SENSOR',
    what: `${chip} does not answer at 0x${address.toString(16)} on ${bus}`,
    remedies: [
      'check its supply, SDA and SCL, and that its address is this one',
      'i2cdetect -y 1, of the package i2c-tools, lists every address that answers',
    ],
  };
}

export function kernelRefused(what: string, errno: string): PiProblem {
  return {
    code: 'KERNEL',
    what: `the kernel refuses ${what}: ${errno}`,
    remedies: ['a kernel of 5.10 or newer is needed: uname -r'],
  };
}
