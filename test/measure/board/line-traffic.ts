import type { SeededRandom } from '../../../src/domain/seeded-random.ts';

const LCD_ADDRESS = 0x27;
const FIRST_LIGHT = 20;
const LIGHTS = 8;
const [START, END] = [0xf0, 0xf7];
const I2C_REQUEST = 0x76;
const LCD_BYTES = 6;
const REPORT_ALL = [0xd0, 1, 0xd1, 1, 0xd2, 1, 0xc0, 1, 0xc1, 1, 0xc2, 1] as const;
const SAMPLE_EVERY_MS = 19;
/** Capabilities, analog mapping, firmware: the longest answers that the board gives. */
const QUERIES: readonly (readonly number[])[] = [
  [START, 0x6b, END],
  [START, 0x69, END],
  [START, 0x79, END],
];

/** All reports of Firmata on, as a program does that looks at every pin. */
export const REPORTS_ON: readonly (readonly number[])[] = [
  REPORT_ALL,
  [START, 0x7a, SAMPLE_EVERY_MS, 0, END],
  [START, 0x78, 0, 0, END],
];

/** What a panel may say between two leases, drawn by chance: lamps, letters for the display, now and then a question. */
export function panelMessage(random: SeededRandom): Uint8Array {
  const drawn = random.uniform();
  if (drawn < 0.4) {
    const pin = FIRST_LIGHT + Math.floor(random.between(0, LIGHTS));
    return Uint8Array.of(0xf5, pin, Math.floor(random.between(0, 2)));
  }
  if (drawn < 0.95) {
    const letters = Array.from({ length: LCD_BYTES }, () => Math.floor(random.between(0, 256)));
    return Uint8Array.of(
      START,
      I2C_REQUEST,
      LCD_ADDRESS,
      0,
      ...letters.flatMap((byte) => [byte & 127, byte >> 7]),
      END,
    );
  }
  return Uint8Array.from(QUERIES[Math.floor(random.between(0, QUERIES.length))] ?? []);
}
