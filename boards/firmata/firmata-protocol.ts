/**
 * The part of the Firmata protocol that a host needs: numbers of messages, and how seven-bit text is read. Source: the
 * protocol's own description, version 2.6, github.com/firmata/protocol.
 */
export const START_SYSEX = 0xf0;
export const END_SYSEX = 0xf7;

/** Upper four bits of a message for a pin or a port; its number stands in the lower four. */
export const MESSAGE = {
  digital: 0x90,
  reportAnalog: 0xc0,
  reportDigital: 0xd0,
  analog: 0xe0,
  setPinMode: 0xf4,
  setDigitalPin: 0xf5,
  reportVersion: 0xf9,
} as const;

export const FIRMATA_SYSEX = {
  pinStateQuery: 0x6d,
  pinStateResponse: 0x6e,
  i2cRequest: 0x76,
  i2cReply: 0x77,
  i2cConfig: 0x78,
  reportFirmware: 0x79,
  samplingInterval: 0x7a,
} as const;

export const PIN_MODE = { output: 1, pwm: 3 } as const;

/** Bytes that follow a status byte that is no sysex. */
export function dataBytesOf(status: number): number {
  const kind = status < START_SYSEX ? status & 0xf0 : status;
  switch (kind) {
    case MESSAGE.reportAnalog:
    case MESSAGE.reportDigital:
      return 1;
    case MESSAGE.digital:
    case MESSAGE.analog:
    case MESSAGE.setPinMode:
    case MESSAGE.setDigitalPin:
    case MESSAGE.reportVersion:
      return 2;
    default:
      return 0;
  }
}

/** Text of which each character is two bytes of seven bits, the lower first. */
export function textOfSevens(payload: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < payload.length; at += 2) {
    text += String.fromCharCode(((payload[at] ?? 0) & 0x7f) | (((payload[at + 1] ?? 0) & 1) << 7));
  }
  return text;
}

/** A value as two bytes of seven bits, the lower first. */
export function sevens(value: number): [number, number] {
  return [value & 0x7f, (value >> 7) & 0x7f];
}
