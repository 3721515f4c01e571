/** The bytes that are more than text. */

/** Return now: `!`, outside of the line grammar, and ctrl-C. */
export const EMERGENCY = 0x21;
export const CTRL_C = 0x03;
export const CTRL_D = 0x04;
export const BACKSPACE = 0x08;
export const TAB = 0x09;
export const LF = 0x0a;
export const CTRL_L = 0x0c;
export const CR = 0x0d;
export const CTRL_N = 0x0e;
export const CTRL_P = 0x10;
export const XON = 0x11;
export const XOFF = 0x13;
export const CTRL_U = 0x15;
export const CTRL_W = 0x17;
export const DELETE = 0x7f;
