import { FrameCodec, type FrameValues } from '../../src/domain/frame-codec.ts';
import { ARM_POINTS, CALIBRATION_LAYOUT, type FrameField, SYSEX } from '../../src/domain/lease-frames.ts';

/** What a board keeps in its EEPROM of its table: the layout's fields, and the arm's ratio at points over the range. */
export interface BoardCalibration {
  readonly values: Readonly<FrameValues<typeof CALIBRATION_LAYOUT>>;
  /** In 1/64, from the inverted to the upright end. */
  readonly arm: readonly number[];
}

const byte = (name: string): FrameField => ({ name, type: 'u8', text: '' });
const ASKED = byte('asked');
const STATUS = byte('status');
const ARM = Array.from({ length: ARM_POINTS }, (_unused, point) => byte(`arm${point}`));

export const setupRequest = new FrameCodec<readonly FrameField[]>(SYSEX.setup, [ASKED]);
export const setupAnswer = new FrameCodec<readonly FrameField[]>(SYSEX.setup, [ASKED, STATUS]);
const writeRequest = new FrameCodec<readonly FrameField[]>(SYSEX.setup, [ASKED, ...CALIBRATION_LAYOUT, ...ARM]);
const readAnswer = new FrameCodec<readonly FrameField[]>(SYSEX.setup, [ASKED, STATUS, ...CALIBRATION_LAYOUT, ...ARM]);

export function packCalibration(asked: number, { values, arm }: BoardCalibration): Uint8Array {
  const points = Object.fromEntries(arm.map((ratio, point) => [`arm${point}`, ratio]));
  return writeRequest.encode({ asked, ...values, ...points });
}

/** The answer to a reading, or null where it is none. */
export function unpackCalibration(packed: Uint8Array): { status: number; calibration: BoardCalibration } | null {
  const seen: Record<string, number> = {};
  if (!readAnswer.decode(packed, seen)) return null;
  const fields = CALIBRATION_LAYOUT.map(({ name }) => [name, seen[name] ?? 0]);
  const values: BoardCalibration['values'] = Object.fromEntries(fields);
  const arm = ARM.map(({ name }) => seen[name] ?? 0);
  const { status = -1 } = seen;
  return { status, calibration: { values, arm } };
}
