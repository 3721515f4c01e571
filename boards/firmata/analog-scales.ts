import { CONVERSIONS } from '../../src/domain/lease-frames.ts';
import pins from '../arduino/pins.json' with { type: 'json' };

/** Of one step of a sum of 8 conversions; the voltage divider and the bridge's sense output stand in pins.json. */
export const AMPS_PER_STEP = pins.analog.currentAmpsPerCount / CONVERSIONS;
export const VOLTS_PER_STEP = pins.analog.supplyVoltsPerCount / CONVERSIONS;
export const G_PER_STEP = 1 / 16_384;
