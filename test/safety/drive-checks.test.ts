import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { CLAMPS_CLOSED, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { brakeStuck } from '../../src/safety/brake-stuck.ts';
import type { Check } from '../../src/safety/check.ts';
import { bridgeShorted, currentDead, currentOffset, driveLost } from '../../src/safety/drive-current.ts';
import { angleDrift, creep, StandingWatch } from '../../src/safety/standing.ts';
import { angleReversed, wrongDirection } from '../../src/safety/wrong-direction.ts';
import { type SafetySaid, safetyInputOf, travelAtTrip, tripMs } from './table-fixtures.ts';

describe('the direction of a motion', () => {
  it('[H-15] is wrong half a degree the other way, as both sources tell or the only one', () => {
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: -2, accel: -2 })).toBeLessThan(0.7);
    expect(travelAtTrip(wrongDirection(), { commanded: -2, pot: 1, accel: 1 })).toBeLessThan(1.2);
    const alone = { estimate: { accelPlausible: false } };
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: -2, accel: 2 }, alone)).toBeLessThan(0.7);
    const byAccel = { estimate: { source: 'accelerometer' as const } };
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: 2, accel: -2 }, byAccel)).toBeLessThan(1);
  });

  it('[H-15] is not wrong while it is right, stands, or only the potentiometer says so', () => {
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: 2, accel: 2 })).toBeNull();
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: 0, accel: 0 })).toBeNull();
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: -2, accel: 2 })).toBeNull();
    const blind = { estimate: { source: 'none' as const } };
    expect(travelAtTrip(wrongDirection(), { commanded: 2, pot: -2, accel: -2 }, blind)).toBeNull();
  });

  it('[H-12] is that of a reversed potentiometer where the accelerometer goes the right way', () => {
    expect(travelAtTrip(angleReversed(), { commanded: 2, pot: -2, accel: 2 })).toBeLessThan(0.7);
    expect(travelAtTrip(angleReversed(), { commanded: 2, pot: -2, accel: -2 })).toBeNull();
    expect(travelAtTrip(angleReversed(), { commanded: 2, pot: 2, accel: 2 })).toBeNull();
  });
});

describe('the current of the drive', () => {
  const powered = (duty: number, currentAmps: number): SafetySaid => ({
    motion: { driveEnabled: true, duty },
    estimate: { currentAmps },
  });

  /** Powered at duty 0 for `powered` ms with a current, then off with what is said to flow; when it trips. */
  const tripsAtMs = (amps: { powered: number; off: number }, said: SafetySaid['estimate'] = {}, poweredMs = 180) => {
    const check = bridgeShorted();
    for (let nowMs = 0; nowMs <= 1000; nowMs += 10) {
      const isPowered = nowMs <= poweredMs;
      const estimate = { ...said, nowMs, currentAmps: isPowered ? amps.powered : amps.off };
      if (check.present(safetyInputOf({ estimate, motion: { driveEnabled: isPowered, duty: 0 } }))) return nowMs;
    }
    return null;
  };

  it('[H-16] shorts the bridge where it flows for 100 ms at duty 0, at rest, and is gone with the power', () => {
    expect(tripsAtMs({ powered: 2, off: 0 })).toBe(240);
    expect(tripsAtMs({ powered: 1, off: 0 })).toBeNull();
    expect(tripsAtMs({ powered: 2, off: 0 }, {}, 90)).toBeNull();
    expect(tripsAtMs({ powered: 2, off: 0 }, { rateDegPerSec: 1 })).toBeNull();
    expect(tripMs(bridgeShorted(), powered(0.05, 2), 1000)).toBeNull();
    expect(tripMs(bridgeShorted(), { estimate: { currentAmps: 2 } }, 1000)).toBeNull();
  });

  it('[H-16] shorts the bridge after 400 ms where the drive stays powered, and [H-54] not where it flows on without', () => {
    expect(tripMs(bridgeShorted(), powered(0, 2), 1000)).toBe(400);
    expect(tripsAtMs({ powered: 4, off: 4 })).toBeNull();
  });

  /** One second of motion and then at rest without power; when it trips, ms after the motion. */
  const tripsAfterMotion = (rateDegPerSec: number, amps: { driven: number; atRest: number }): number | null => {
    const check = bridgeShorted();
    for (let nowMs = 0; nowMs <= 3000; nowMs += 10) {
      const moves = nowMs < 1000;
      const isPowered = nowMs < 1180;
      const motion = moves
        ? { driving: true, driveEnabled: true, duty: -0.3, setpointRateDegPerSec: -2 }
        : { driveEnabled: isPowered, duty: 0 };
      const estimate = moves
        ? { nowMs, currentAmps: amps.driven, rateDegPerSec, fittedRateDegPerSec: rateDegPerSec }
        : { nowMs, currentAmps: amps.atRest };
      if (check.present(safetyInputOf({ estimate, motion }))) return nowMs - 1000;
    }
    return null;
  };

  it('[H-16] shorts a bridge whose supply nothing cuts, where the table has swerved and more flows at rest than in motion', () => {
    expect(tripsAfterMotion(-3.5, { driven: 2.5, atRest: 6 })).toBe(230);
    expect(tripsAfterMotion(-0.5, { driven: 2.5, atRest: 6 })).toBe(230);
    expect(tripsAfterMotion(-2.5, { driven: 2.5, atRest: 6 })).toBeNull();
    expect(tripsAfterMotion(-3.5, { driven: 5.5, atRest: 6 })).toBeNull();
  });

  it('[H-54] is offset where it is said to flow through an unpowered drive', () => {
    expect(tripMs(currentOffset(), { estimate: { currentAmps: 2 } }, 1000)).toBe(500);
    expect(tripMs(currentOffset(), { estimate: { currentAmps: 1.4 } }, 1000)).toBeNull();
    expect(tripMs(currentOffset(), powered(0, 2), 1000)).toBeNull();
  });

  const firstMotion = (currentAmps: number): boolean => {
    const check = currentDead();
    const said = (tiltDeg: number): SafetySaid => ({ estimate: { tiltDeg, currentAmps }, motion: { driving: true } });
    check.present(safetyInputOf({ sessionOpen: false }));
    return [75, 74, 73.5, 72.9].map((tiltDeg) => check.present(safetyInputOf(said(tiltDeg)))).some(Boolean);
  };

  it('[H-54] is dead where the first 2 deg of a session show none', () => {
    expect(firstMotion(0.1)).toBe(true);
    expect(firstMotion(1)).toBe(false);
  });

  const pushing = (currentAmps: number, estimate: SafetySaid['estimate'] = {}): SafetySaid => ({
    motion: { kind: 'moving', driving: true, duty: 0.2 },
    estimate: { tiltDeg: -30, currentAmps, ...estimate },
  });
  const lost = (id: 'H-17' | 'H-55', settings = DEFAULT_SETTINGS): Check => driveLost(settings, id);

  it('[H-17] [H-55] tell no current from that of a motor without a load, and both from a push', () => {
    expect(tripMs(lost('H-17'), pushing(0.03), 1000)).toBe(500);
    expect(tripMs(lost('H-17'), pushing(0.3), 1000)).toBeNull();
    expect(tripMs(lost('H-55'), pushing(0.3), 1000)).toBe(500);
    expect(tripMs(lost('H-55'), pushing(0.03), 1000)).toBeNull();
    expect(tripMs(lost('H-55'), pushing(3), 1000)).toBeNull();
  });

  it('[H-17] is none where the table moves, nothing is driven, no angle is known, or E-STOP has cut the supply', () => {
    expect(tripMs(lost('H-17'), pushing(0, { rateDegPerSec: 1 }), 1000)).toBeNull();
    expect(tripMs(lost('H-17'), { estimate: { tiltDeg: -30 } }, 1000)).toBeNull();
    expect(tripMs(lost('H-17'), pushing(0, { source: 'none' }), 1000)).toBeNull();
    expect(tripMs(lost('H-17'), pushing(0, { inputs: 0 }), 1000)).toBeNull();
  });

  it('[H-55] [H-34] is none where reports come so late that a table seems to stand', () => {
    const check = lost('H-55');
    const seen: boolean[] = [];
    for (let nowMs = 0; nowMs <= 1500; nowMs += 10) {
      const estimate = { nowMs, tiltDeg: -30, currentAmps: 0.3, frameAgeMs: nowMs % 100 };
      seen.push(check.present(safetyInputOf({ ...pushing(0.3), estimate })));
    }
    expect(seen).not.toContain(true);
  });

  it('[H-17] [H-08] is none where the accelerometer feels the motion that a stuck potentiometer hides', () => {
    const check = lost('H-55');
    const seen: boolean[] = [];
    for (let nowMs = 0; nowMs <= 1500; nowMs += 10) {
      const estimate = { nowMs, tiltDeg: -30, currentAmps: 1, accelTiltDeg: -30 + nowMs / 500 };
      seen.push(check.present(safetyInputOf({ ...pushing(1), estimate })));
    }
    expect(seen).not.toContain(true);
  });

  it("[H-17] is none at an end of the range where a linear actuator's own switch cuts it", () => {
    const { table } = DEFAULT_SETTINGS;
    const actuator = { leverMm: 300, anchorDistanceMm: 800, angleAtHorizontalDeg: 90, endSwitchesCutCurrent: true };
    const settings = { ...DEFAULT_SETTINGS, table: { ...table, drive: { ...table.drive, actuator } } };
    expect(tripMs(lost('H-17', settings), pushing(0, { tiltDeg: 73 }), 1000)).toBeNull();
    expect(tripMs(lost('H-17', settings), pushing(0), 1000)).toBe(500);
  });
});

describe('a brake that does not let go', () => {
  it('[H-53] shows in the first motion of a session, and only there', () => {
    const check = brakeStuck(DEFAULT_SETTINGS);
    check.present(safetyInputOf({ sessionOpen: false }));
    const pushes = { estimate: { currentAmps: 8 }, motion: { kind: 'moving' as const } };
    expect(travelAtTrip(check, { commanded: -2, pot: 0, accel: 0 }, pushes)).toBeLessThan(2.5);
    check.present(safetyInputOf({ sessionOpen: false }));
    expect(travelAtTrip(check, { commanded: -2, pot: -2, accel: -2 }, pushes)).toBeNull();
    expect(travelAtTrip(check, { commanded: 2, pot: 0, accel: 0 }, pushes)).toBeNull();
  });
});

describe('a table on its brake', () => {
  /** Stands at -30 for a second, and then lets both sources move for two. */
  const moves = (
    check: Check,
    by: { readonly potDeg: number; readonly accelDeg: number },
    said: SafetySaid = {},
  ): boolean => {
    let seen = false;
    for (let nowMs = 0; nowMs <= 3000; nowMs += 10) {
      const share = Math.max(0, nowMs - 1000) / 2000;
      const estimate = {
        nowMs,
        tiltDeg: -30,
        potTiltDeg: -30 + by.potDeg * share,
        accelTiltDeg: -30 + by.accelDeg * share,
        ...said.estimate,
      };
      seen ||= check.present(safetyInputOf({ ...said, estimate }));
    }
    return seen;
  };

  it('[H-48] creeps where both sources, or the only one, move over 1 deg', () => {
    expect(moves(creep(new StandingWatch()), { potDeg: -1.5, accelDeg: -1.5 })).toBe(true);
    expect(moves(creep(new StandingWatch()), { potDeg: -0.9, accelDeg: -0.9 })).toBe(false);
    expect(moves(creep(new StandingWatch()), { potDeg: -1.5, accelDeg: 0 })).toBe(false);
    expect(
      moves(creep(new StandingWatch()), { potDeg: -1.5, accelDeg: 0 }, { estimate: { accelPlausible: false } }),
    ).toBe(true);
    expect(moves(creep(new StandingWatch()), { potDeg: -1.5, accelDeg: -1.5 }, { motion: { kind: 'moving' } })).toBe(
      false,
    );
  });

  it('[H-48] creeps between sessions too, where somebody may be in the latch', () => {
    const creeps = (said: SafetySaid) =>
      moves(creep(new StandingWatch()), { potDeg: -1.5, accelDeg: -1.5 }, { sessionOpen: false, ...said });
    expect(creeps({})).toBe(true);
    expect(creeps({ occupancy: 'load' })).toBe(true);
    expect(creeps({ occupancy: 'none' })).toBe(false);
    expect(creeps({ estimate: { inputs: INPUTS_AT_REST & ~CLAMPS_CLOSED } })).toBe(false);
  });

  it('[H-10] has a drifting potentiometer where it alone moves', () => {
    expect(moves(angleDrift(new StandingWatch()), { potDeg: 1.5, accelDeg: 0 })).toBe(true);
    expect(moves(angleDrift(new StandingWatch()), { potDeg: 1.5, accelDeg: 1.5 })).toBe(false);
    expect(moves(angleDrift(new StandingWatch()), { potDeg: 0, accelDeg: 1.5 })).toBe(false);
    expect(
      moves(angleDrift(new StandingWatch()), { potDeg: 1.5, accelDeg: 0 }, { estimate: { accelPlausible: false } }),
    ).toBe(false);
  });
});
