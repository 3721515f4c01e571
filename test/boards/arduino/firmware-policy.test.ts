import { describe, expect, it } from 'vitest';
import { runFirmwareTests } from './run-firmware-tests.ts';

/**
 * The firmware's policy, link and stores under the host's compiler, on a plain plant, with the sanitizers of addresses
 * and of undefined behaviour. The bodies stand in boards/arduino/test/, by these titles.
 */
const HAZARDS = [
  ['H-26', 'a lease that ran out head-down brings the rider up, at 6 deg/s at the most and head-up at 4'],
  ['H-26', 'a lease that ran out just below upright, on the way down, leaves the rider where a new one is given'],
  ['H-26', 'a lease that ran out on the way down turns the table without going 1.5 deg further'],
  ['H-26', 'a lease that ran out in a hold is answered upward within 350 ms, whatever the noise of the angle'],
  ['H-26', 'upright, a lease that ran out leaves the table where it is'],
  ['H-29', 'a lease asked for 5 s ends after 500 ms, one for 1 ms lasts 20 ms'],
  ['H-27', 'RETURN that the host has not obeyed in 300 ms is obeyed by the board'],
  ['H-27', 'a host that turns toward upright at RETURN keeps its lease'],
  ['H-04', 'one contact of RETURN that is stuck does not hide a press of the other'],
  ['H-44', "after the board's own return the old session moves nothing; a new one opens"],
  ['H-44', 'just below upright no new session is taken while the board still slows a way down'],
  ['H-44', 'no new session is taken while the board is on its way up, nor beside a lease that is not upright'],
  ['H-31', 'a frame that is repeated or older moves nothing and renews no lease'],
  ['H-31', 'the sequence goes on past 65535'],
  ['H-30', 'a frame with any one bit flipped moves nothing and is counted'],
  ['H-30', 'duty beyond full, session 0 and unknown flags are refused whatever their CRC'],
  ['H-05', 'the E-STOP takes drive and brake from the lease at its edge'],
  ['H-07', 'released, the E-STOP moves nothing, under a lease, without one and through a reset; RETURN then does'],
  ['H-07', 'after the E-STOP, UP moves the table only while it is held, at 2 deg/s at the most'],
  ['H-07', 'RETURN pressed while the E-STOP is still in does nothing, then or at its release'],
  ['H-06', 'with one channel open nothing goes down under a lease, and upward duty does'],
  ['H-06', 'with one channel open the board waits 2 s and for RETURN, then comes up at 2 deg/s'],
  ['H-05', 'a tap that the interrupt alone has seen is latched'],
  ['H-14', 'without an angle the rider comes up by duty to the upright limit'],
  ['H-11', 'an angle lost on the way up is gone on without'],
  ['H-47', 'without an angle a limit that was closed far from upright ends nothing: the hard stop does'],
  ['H-08', 'the limit ends a way up on which the angle stays where it was'],
  ['H-14', 'without an angle and without a limit it ends against the stop, brake on, and tells of it'],
  ['H-17', 'without an angle and without motion the drive is off at the time bound, brake on'],
  ['H-10', 'an angle beyond upright with the limit open keeps no host from bringing the rider up to the limit'],
  ['H-10', 'an angle that has drifted is gated from where the limit closed, so that the last of the way is free'],
  ['H-10', 'a board alone believes no angle beyond upright with the limit open, and comes up to the limit by duty'],
  ['H-10', "an angle that slips beyond upright on the board's way up, or through a reset, is gone on without"],
  ['H-10', 'found inverted without a session, an angle beyond upright does not keep RETURN from being heard'],
  ['H-47', 'a limit that was closed far from upright proves no angle beyond upright, under a lease and alone'],
  ['H-47', 'a limit that closes after the angle has slipped, too soon to be reached, proves nothing'],
  ['H-47', 'where a limit that sticks later bears a drifted angle out, a hand on UP still takes the rider up'],
  [
    'H-46',
    'past upright with a limit that never closes a board alone ends against the stop, brake on, and tells of it',
  ],
  ['H-15', 'without an angle and with the leads swapped it reverses once, at the inverted limit, and comes up'],
  ['H-15', 'with an angle that the swapped leads lead astray it still reverses at the limit and comes up'],
  ['H-09', 'an angle that leaps for one cycle in twenty is steady in the middle of three'],
  ['H-49', 'a drive that runs away upward is braked before it is fast'],
  ['H-19', 'an obstruction is tried three times with less force and then left alone, brake on'],
  ['H-19', 'met, an obstruction has its torque off within 100 ms, and the table 3 deg back'],
  ['H-19', 'each try against what shows by lag alone pushes less than the one before'],
  ['H-19', 'given up, only a held UP moves the table, and stops with it; the obstacle gone, it comes up'],
  ['H-21', 'under open clamps the board slows to a stop and holds; RETURN and a reset move nothing, held UP does'],
  ['H-21', 'a table that comes to stand above -5 deg under open clamps is held there, for RETURN and a reset too'],
  ['H-21', 'clamps that bounced open for 30 ms do not keep the rider down'],
  ['H-21', 'clamps that were open and are closed again wait for RETURN, through a reset too'],
  ['H-21', 'under open clamps a lease moves nothing after 3 s but with a hand on UP, and never down'],
  ['H-07', 'E-STOP ends a way back from an obstruction: RETURN, or a held UP, then only leads up'],
  ['H-21', 'clamps that open end a way back from an obstruction: a held UP then only leads up'],
  ['H-06', 'a channel of E-STOP that opens ends a way back from an obstruction: RETURN then only leads up'],
  ['H-19', 'after E-STOP an obstruction is met on the brake, with no way back, and tried no more often'],
  [
    'H-26',
    "a drive that is slower than the board's own rates brings the rider up, and nothing is taken to be in the way",
  ],
  ['H-19', 'with a slow drive an obstruction is still met, tried three times and left alone, brake on'],
  ['H-20', 'a rider twice as heavy still comes up, no faster than 6 deg/s'],
  ['H-33', 'a reset in a session brings the rider up by itself, and counts the start'],
  ['H-33', "after a reset the host's running session moves nothing"],
  ['H-51', 'started inverted without a session it waits for RETURN, and then comes up'],
  ['H-24', 'a write of the state that a brown-out tears at any byte leaves the state before it'],
  ['H-24', 'the state survives a thousand starts, and the boot id counts them'],
  ['H-39', 'with one copy of the calibration damaged the other is used; with both, no person is taken'],
  ['H-39', 'a calibration that is lost in a session still leaves the rider a way up'],
  ['H-39', 'an uncalibrated board whose lease ran out without a person stands still'],
  ['H-39', 'a calibration is taken upright and disarmed, in range and whole, and stands after a reset'],
  ['H-45', 'the watchdog is tested upright and disarmed only'],
  ['H-32', 'a stray F0, an endless sysex and half a message swallow no frame that an F7 goes before'],
  ['H-30', 'random bytes on the line neither move the table nor overrun a buffer'],
] as const;

const OTHERS = [
  'the duty changes by 0.45 a second while the table is driven, and falls to 0 at once with the brake or the drive',
  'no duty passes an end of the range by more than 3 deg, with both limit switches dead',
  'at the inverted limit no duty goes down, and up it does',
  "the board's clock may wrap in the middle of a return",
  'both sides pack the same frames into the same bytes',
] as const;

const results = runFirmwareTests();

describe("the firmware's policy, compiled for the host", () => {
  it.each(HAZARDS)('[%s] %s', (id, title) => {
    expect(results.get(`[${id}] ${title}`)).toBe('ok');
  });

  it.each(OTHERS)('%s', (title) => {
    expect(results.get(title)).toBe('ok');
  });

  it('knows each test of the binary by its title', () => {
    const known = [...HAZARDS.map(([id, title]) => `[${id}] ${title}`), ...OTHERS];
    expect([...results.keys()].sort()).toEqual(known.sort());
  });
});
