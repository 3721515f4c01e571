/**
 * The digital inputs of a table, packed into one integer so that a frame can be copied, compared and sent as a whole.
 * A set bit always states the thing that its name states: `E_STOP_A_CLOSED` set means that the contact is closed,
 * which for the normally closed E-STOP means 'not pressed'.
 */
export const INPUT = {
  E_STOP_A_CLOSED: 1 << 0,
  E_STOP_B_CLOSED: 1 << 1,
  /** RETURN has two contacts that must disagree: one closes at a press, the other opens. */
  RETURN_MADE: 1 << 2,
  RETURN_BREAK_CLOSED: 1 << 3,
  UPRIGHT_LIMIT: 1 << 4,
  INVERTED_LIMIT: 1 << 5,
  /** Two switches on the one ankle latch. */
  CLAMP_A_CLOSED: 1 << 6,
  CLAMP_B_CLOSED: 1 << 7,
  START: 1 << 8,
  UP: 1 << 9,
  DOWN: 1 << 10,
  SELECT: 1 << 11,
  GRIP: 1 << 12,
} as const;

export const E_STOP_CLOSED = INPUT.E_STOP_A_CLOSED | INPUT.E_STOP_B_CLOSED;
export const CLAMPS_CLOSED = INPUT.CLAMP_A_CLOSED | INPUT.CLAMP_B_CLOSED;

/** Nobody touches anything, the rider is locked in, and no limit is reached. */
export const INPUTS_AT_REST = E_STOP_CLOSED | CLAMPS_CLOSED | INPUT.RETURN_BREAK_CLOSED;

/** Both channels open: the mushroom is pressed, or its wire is cut, which must look the same. */
export function eStopOpen(inputs: number): boolean {
  return (inputs & E_STOP_CLOSED) === 0;
}

/** Either contact says 'pressed'. A stuck contact therefore reads as a press, which brings the rider up. */
export function returnPressed(inputs: number): boolean {
  return (inputs & INPUT.RETURN_MADE) !== 0 || (inputs & INPUT.RETURN_BREAK_CLOSED) === 0;
}

export function clampsOpen(inputs: number): boolean {
  return (inputs & CLAMPS_CLOSED) === 0;
}

export function clampsClosed(inputs: number): boolean {
  return (inputs & CLAMPS_CLOSED) === CLAMPS_CLOSED;
}

/** The buttons and latches that a person at the table has in hand, by the names that every surface uses. */
export const BUTTONS = ['START', 'RETURN', 'UP', 'DOWN', 'SELECT', 'ESTOP', 'GRIP', 'CLAMP'] as const;
export type Button = (typeof BUTTONS)[number];

export function isButton(name: string): name is Button {
  return (BUTTONS as readonly string[]).includes(name);
}
