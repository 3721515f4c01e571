import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { boardReturned } from '../../src/safety/board-returned.ts';
import { clampInDoubt, clampsLost } from '../../src/safety/clamps.ts';
import { eStopChannels } from '../../src/safety/e-stop-channels.ts';
import { returnContacts } from '../../src/safety/return-contacts.ts';
import { stuckButton } from '../../src/safety/stuck-buttons.ts';
import { telemetrySilent } from '../../src/safety/telemetry-silent.ts';
import { uprightLimitClosed, uprightLimitOpen } from '../../src/safety/upright-limit.ts';
import { safetyInputOf, tripMs } from './table-fixtures.ts';

const REST = INPUTS_AT_REST;
const LATCH_OPEN = REST & ~(INPUT.CLAMP_A_CLOSED | INPUT.CLAMP_B_CLOSED);
const ONE_SWITCH_OPEN = REST & ~INPUT.CLAMP_B_CLOSED;

describe('ankle latch', () => {
  const hanging = (inputs: number) => ({ estimate: { tiltDeg: -30, inputs } });

  it('[H-21] is lost head-down when both switches are open for 20 ms', () => {
    expect(tripMs(clampsLost(), hanging(LATCH_OPEN), 1000)).toBe(20);
  });

  it('[H-21] is not lost with one switch closed, head-up, or on an empty table', () => {
    expect(tripMs(clampsLost(), hanging(ONE_SWITCH_OPEN), 1000)).toBeNull();
    expect(tripMs(clampsLost(), { estimate: { tiltDeg: 10, inputs: LATCH_OPEN } }, 1000)).toBeNull();
    expect(tripMs(clampsLost(), { ...hanging(LATCH_OPEN), occupancy: 'none' }, 1000)).toBeNull();
  });

  it('[H-21] is lost on a way up after a power cut as well, where no session is open', () => {
    expect(tripMs(clampsLost(), { ...hanging(LATCH_OPEN), sessionOpen: false }, 1000)).toBe(20);
  });

  it('[H-21] is not lost by a bounce, and is found again when the switches close', () => {
    const check = clampsLost();
    expect(tripMs(check, hanging(LATCH_OPEN), 10)).toBeNull();
    expect(tripMs(check, hanging(REST), 0, 20)).toBeNull();
    expect(tripMs(check, hanging(LATCH_OPEN), 10, 30)).toBeNull();
    expect(tripMs(check, hanging(LATCH_OPEN), 10, 50)).toBe(0);
    expect(check.present(safetyInputOf({ estimate: { nowMs: 70, tiltDeg: -30 } }))).toBe(false);
  });

  it('[H-59] is in doubt by one switch open for 50 ms, wherever the table is', () => {
    expect(tripMs(clampInDoubt(), hanging(ONE_SWITCH_OPEN), 1000)).toBe(50);
    expect(tripMs(clampInDoubt(), { estimate: { tiltDeg: 60, inputs: ONE_SWITCH_OPEN } }, 1000)).toBe(50);
  });

  it('[H-59] is in doubt by both switches head-up, and leaves both head-down to H-21', () => {
    expect(tripMs(clampInDoubt(), { estimate: { tiltDeg: 30, inputs: LATCH_OPEN } }, 1000)).toBe(50);
    expect(tripMs(clampInDoubt(), hanging(LATCH_OPEN), 1000)).toBeNull();
    expect(tripMs(clampInDoubt(), hanging(REST), 1000)).toBeNull();
  });

  it('[H-59] is in doubt on a table that is said to be empty when it closes', () => {
    expect(tripMs(clampInDoubt(), { occupancy: 'none', estimate: { tiltDeg: -30 } }, 1000)).toBe(50);
    expect(tripMs(clampInDoubt(), { ...hanging(LATCH_OPEN), occupancy: 'none' }, 1000)).toBeNull();
  });
});

describe('E-STOP and RETURN contacts', () => {
  it.each([INPUT.E_STOP_A_CLOSED, INPUT.E_STOP_B_CLOSED])(
    '[H-06] differ when channel %i is open for over 50 ms',
    (bit) => {
      expect(tripMs(eStopChannels(), { estimate: { inputs: REST & ~bit } }, 1000)).toBe(60);
    },
  );

  it('[H-06] do not differ with both channels open or closed, nor by a press that takes 50 ms', () => {
    const both = REST & ~(INPUT.E_STOP_A_CLOSED | INPUT.E_STOP_B_CLOSED);
    expect(tripMs(eStopChannels(), { estimate: { inputs: both } }, 1000)).toBeNull();
    expect(tripMs(eStopChannels(), { estimate: { inputs: REST } }, 1000)).toBeNull();
    expect(tripMs(eStopChannels(), { estimate: { inputs: REST & ~INPUT.E_STOP_A_CLOSED } }, 50)).toBeNull();
  });

  it.each([
    ['closing one', REST | INPUT.RETURN_MADE],
    ['opening one', REST & ~INPUT.RETURN_BREAK_CLOSED],
  ])('[H-04] contradict each other when the %s is alone for 50 ms', (_, inputs) => {
    expect(tripMs(returnContacts(), { estimate: { inputs } }, 1000)).toBe(50);
    expect(tripMs(returnContacts(), { estimate: { inputs } }, 40)).toBeNull();
  });

  it('[H-04] agree in a whole press and at rest', () => {
    const pressed = (REST | INPUT.RETURN_MADE) & ~INPUT.RETURN_BREAK_CLOSED;
    expect(tripMs(returnContacts(), { estimate: { inputs: pressed } }, 1000)).toBeNull();
    expect(tripMs(returnContacts(), { estimate: { inputs: REST } }, 1000)).toBeNull();
  });
});

describe('buttons, telemetry and board', () => {
  const down = () => stuckButton(DEFAULT_SETTINGS, { id: 'H-01', reaction: 'RET', bit: INPUT.DOWN });

  it('[H-01] takes a button for stuck after the hold-to-run time and not before', () => {
    expect(tripMs(down(), { estimate: { inputs: REST | INPUT.DOWN } }, 61_000)).toBe(60_000);
    expect(tripMs(down(), { estimate: { inputs: REST | INPUT.UP } }, 61_000)).toBeNull();
  });

  it('[H-01] counts anew after the button was let go', () => {
    const check = down();
    expect(tripMs(check, { estimate: { inputs: REST | INPUT.DOWN } }, 59_990)).toBeNull();
    expect(tripMs(check, { estimate: { inputs: REST } }, 0, 60_000)).toBeNull();
    expect(tripMs(check, { estimate: { inputs: REST | INPUT.DOWN } }, 60_000, 60_010)).toBe(60_000);
  });

  it('[H-34] takes telemetry for silent after 100 ms and not at 100 ms', () => {
    const check = telemetrySilent(DEFAULT_SETTINGS);
    expect(check.present(safetyInputOf({ estimate: { frameAgeMs: 100 } }))).toBe(false);
    expect(check.present(safetyInputOf({ estimate: { frameAgeMs: 110 } }))).toBe(true);
  });

  it.each([
    ['returning', true, true],
    ['returned', true, true],
    ['returned', false, false],
    ['leased', true, false],
    ['idle', true, false],
    ['off', true, false],
  ] as const)('[H-27] sees a board that is %s with a session (%s): %s', (mode, sessionOpen, present) => {
    expect(boardReturned().present(safetyInputOf({ mode, sessionOpen }))).toBe(present);
  });
});

describe('upright limit', () => {
  const closed = REST | INPUT.UPRIGHT_LIMIT;

  it('[H-46] is stuck open where the angle says upright for half a second', () => {
    const check = () => uprightLimitOpen(DEFAULT_SETTINGS);
    expect(tripMs(check(), { estimate: { tiltDeg: 74.6, inputs: REST } }, 2000)).toBe(500);
    expect(tripMs(check(), { estimate: { tiltDeg: 74.4, inputs: REST } }, 2000)).toBeNull();
    expect(tripMs(check(), { estimate: { tiltDeg: 75, inputs: closed } }, 2000)).toBeNull();
    expect(tripMs(check(), { estimate: { tiltDeg: 75, inputs: REST, source: 'none' } }, 2000)).toBeNull();
  });

  it('[H-47] is stuck closed where the table is clearly elsewhere for half a second', () => {
    const check = () => uprightLimitClosed(DEFAULT_SETTINGS);
    expect(tripMs(check(), { estimate: { tiltDeg: 69.9, inputs: closed } }, 2000)).toBe(500);
    expect(tripMs(check(), { estimate: { tiltDeg: 70.1, inputs: closed } }, 2000)).toBeNull();
    expect(tripMs(check(), { estimate: { tiltDeg: -60, inputs: REST } }, 2000)).toBeNull();
    expect(tripMs(check(), { estimate: { tiltDeg: -60, inputs: closed, source: 'none' } }, 2000)).toBeNull();
  });
});
