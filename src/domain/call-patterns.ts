import { type LightPattern, type SoundPattern, soundPattern } from './signal-patterns.ts';

/**
 * What the panel calls out to the person on the table. None of it can be taken for an alarm: a tone of an alarm lasts
 * 250 ms at the most, a tone of a call 400 ms at the least, and green is no alarm's colour (IEC 60601-1-8 wants
 * information signals told from alarms by their sound and light).
 */
export type PanelCall =
  /** Are you well? Until it is answered or the time to answer is over. */
  | 'alive-check'
  /** START was pressed: the table is about to move. */
  | 'arming'
  /** The hold in which the rider moves ends: lie still. */
  | 'lie-still';

export const CALL_SOUNDS: Readonly<Record<PanelCall, SoundPattern>> = {
  'alive-check': soundPattern({ pulseMs: 600, spacingsMs: [], intervalMs: 1400 }),
  /** As long as arming lasts: it ends where the motion begins. */
  arming: soundPattern({ pulseMs: 500, spacingsMs: [], intervalMs: null }),
  'lie-still': soundPattern({ pulseMs: 400, spacingsMs: [200], intervalMs: null }),
};

/** Null where the status light stays as it is. */
export const CALL_LIGHTS: Readonly<Record<PanelCall, LightPattern | null>> = {
  'alive-check': { color: 'green', periodMs: 2000, onMs: 600 },
  arming: null,
  'lie-still': null,
};
