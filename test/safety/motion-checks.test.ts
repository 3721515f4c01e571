import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { angleBand } from '../../src/safety/angle-band.ts';
import { angleJump } from '../../src/safety/angle-jump.ts';
import { angleSlip } from '../../src/safety/angle-slip.ts';
import { angleStuck } from '../../src/safety/angle-stuck.ts';
import { obstruction } from '../../src/safety/obstruction.ts';
import { overAngle } from '../../src/safety/over-angle.ts';
import { overspeed } from '../../src/safety/overspeed.ts';
import { sourcesDisagree } from '../../src/safety/sources-disagree.ts';
import { type SafetySaid, safetyInputOf, travelAtTrip, tripMs } from './table-fixtures.ts';

describe('angle of the potentiometer', () => {
  it('[H-11] is out of band after two samples and not after one', () => {
    const check = angleBand();
    expect(tripMs(check, { estimate: { potInBand: false } }, 0)).toBeNull();
    expect(tripMs(check, { estimate: { potInBand: true } }, 0, 10)).toBeNull();
    expect(tripMs(check, { estimate: { potInBand: false } }, 100, 20)).toBe(10);
    expect(tripMs(check, { estimate: { potInBand: true } }, 100, 200)).toBeNull();
  });

  const jumpsAt = (times: readonly number[], said: SafetySaid['estimate'] = {}): boolean[] => {
    const check = angleJump();
    return times.map((nowMs) => check.present(safetyInputOf({ estimate: { potJumped: true, ...said, nowMs } })));
  };

  it('[H-09] is broken at the third leap within a second', () => {
    expect(jumpsAt([0, 400, 1000])).toEqual([false, false, true]);
    expect(jumpsAt([0, 400, 1010, 1390])).toEqual([false, false, false, true]);
  });

  it('[H-09] is not broken by leaps further apart, out of band, or while another source is followed', () => {
    expect(jumpsAt([0, 600, 1200, 1800])).toEqual([false, false, false, false]);
    expect(jumpsAt([0, 10, 20, 30], { potInBand: false })).toEqual([false, false, false, false]);
    expect(jumpsAt([0, 10, 20, 30], { source: 'accelerometer' })).toEqual([false, false, false, false]);
  });

  it('[H-13] is in doubt when the sources are over 5 deg apart for 200 ms', () => {
    const apart = (accelTiltDeg: number) => ({ estimate: { tiltDeg: 0, accelTiltDeg } });
    expect(tripMs(sourcesDisagree(), apart(5.1), 1000)).toBe(200);
    expect(tripMs(sourcesDisagree(), apart(-5.1), 1000)).toBe(200);
    expect(tripMs(sourcesDisagree(), apart(5), 1000)).toBeNull();
    expect(
      tripMs(sourcesDisagree(), { estimate: { tiltDeg: 0, accelTiltDeg: 30, accelPlausible: false } }, 1000),
    ).toBeNull();
  });
});

describe('progress of a motion', () => {
  it.each([2, -2, 5])(
    '[H-08] sees a stuck angle after 2 to 2.5 deg at %i deg/s where the other source moves',
    (commanded) => {
      const travel = travelAtTrip(angleStuck(), { commanded, pot: 0, accel: commanded });
      expect(travel).toBeGreaterThanOrEqual(2);
      expect(travel).toBeLessThan(2.5);
    },
  );

  it('[H-08] does not see one where both move, both stand, or the other source is no witness', () => {
    expect(travelAtTrip(angleStuck(), { commanded: 2, pot: 2, accel: 2 })).toBeNull();
    expect(travelAtTrip(angleStuck(), { commanded: 2, pot: 0, accel: 0 })).toBeNull();
    expect(
      travelAtTrip(angleStuck(), { commanded: 2, pot: 0, accel: 2 }, { estimate: { accelPlausible: false } }),
    ).toBeNull();
    expect(travelAtTrip(angleStuck(), { commanded: 2, pot: 0, accel: 2 }, { motion: { driving: false } })).toBeNull();
  });

  const down = () => obstruction(DEFAULT_SETTINGS, { id: 'H-18', direction: -1 });
  const up = () => obstruction(DEFAULT_SETTINGS, { id: 'H-19', direction: 1 });

  it('[H-18] [H-19] see something in the way by a lag of 2 deg, each in its own direction', () => {
    expect(travelAtTrip(down(), { commanded: -2, pot: 0, accel: 0 })).toBeLessThan(2.5);
    expect(travelAtTrip(up(), { commanded: 2, pot: 0, accel: 0 })).toBeLessThan(2.5);
    expect(travelAtTrip(down(), { commanded: 2, pot: 0, accel: 0 })).toBeNull();
    expect(travelAtTrip(up(), { commanded: -2, pot: 0, accel: 0 })).toBeNull();
  });

  it('[H-18] [H-19] see nothing in the way of a table that moves by either source', () => {
    expect(travelAtTrip(up(), { commanded: 2, pot: 2, accel: 2 })).toBeNull();
    expect(travelAtTrip(up(), { commanded: 2, pot: 0, accel: 2 })).toBeNull();
    expect(travelAtTrip(down(), { commanded: -2, pot: -0.7, accel: -0.7 })).toBeNull();
  });

  it('[H-19] sees a current over the limit after 50 ms, and not one at the limit or the other way', () => {
    const pushing = (currentAmps: number, duty: number): SafetySaid => ({
      estimate: { currentAmps },
      motion: { driving: true, duty },
    });
    expect(tripMs(up(), pushing(11.1, 0.2), 1000)).toBe(50);
    expect(tripMs(up(), pushing(11, 0.2), 1000)).toBeNull();
    expect(tripMs(up(), pushing(12, -0.2), 1000)).toBeNull();
    expect(tripMs(down(), pushing(12, -0.2), 1000)).toBe(50);
  });

  it('[H-19] is gone when nothing drives any more', () => {
    const check = up();
    tripMs(check, { estimate: { currentAmps: 12 }, motion: { driving: true, duty: 0.2 } }, 100);
    expect(check.present(safetyInputOf({ estimate: { nowMs: 110, currentAmps: 12 } }))).toBe(false);
  });

  it('[H-58] trips 2 deg beyond the range and not before, by any source that is trusted', () => {
    const check = overAngle(DEFAULT_SETTINGS);
    expect(check.present(safetyInputOf({ estimate: { tiltDeg: -62 } }))).toBe(false);
    expect(check.present(safetyInputOf({ estimate: { tiltDeg: -62.1 } }))).toBe(true);
    expect(check.present(safetyInputOf({ estimate: { tiltDeg: -80, source: 'none' } }))).toBe(false);
  });
});

describe('a potentiometer that stays where it is', () => {
  /** A driven table at the end of its ramp: the accelerometer goes as told, a tick at a time. */
  const tripsAtMs = (accelDegAt: (nowMs: number) => number, potDegAt: (nowMs: number) => number = () => -1) => {
    const check = angleStuck();
    for (let nowMs = 0; nowMs <= 4000; nowMs += 10) {
      const estimate = { nowMs, potTiltDeg: potDegAt(nowMs), accelTiltDeg: accelDegAt(nowMs) };
      if (check.present(safetyInputOf({ estimate, motion: { driving: true, setpointDeg: 0 } }))) return nowMs;
    }
    return null;
  };

  it('[H-08] is stuck where the table creeps on for 2 deg, though no way is commanded any more', () => {
    expect(tripsAtMs((nowMs) => -1 + nowMs / 1000)).toBe(2010);
    expect(tripsAtMs((nowMs) => -1 + (nowMs * 4) / 1000)).toBe(1000);
  });

  it('[H-13] is not stuck where the accelerometer leaps, and not where it moves', () => {
    expect(tripsAtMs((nowMs) => (nowMs < 500 ? -1 : Math.min(9, -1 + (nowMs - 500) / 40)))).toBeNull();
    expect(
      tripsAtMs(
        (nowMs) => -1 + nowMs / 1000,
        (nowMs) => -1 + nowMs / 2000,
      ),
    ).toBeNull();
  });
});

describe('a potentiometer that slips on its shaft', () => {
  /** How far the potentiometer has gone when it is found out, deg. */
  const slipsDeg = (
    { pot, accel }: { readonly pot: number; readonly accel: number },
    said: SafetySaid = {},
  ): number | null => {
    const check = angleSlip();
    for (let nowMs = 0; nowMs <= 3000; nowMs += 10) {
      const estimate = { nowMs, potTiltDeg: (pot * nowMs) / 1000, accelTiltDeg: (accel * nowMs) / 1000 };
      const input = safetyInputOf({
        ...said,
        estimate: { ...estimate, ...said.estimate },
        motion: { driving: true, rateLimitDegPerSec: 5, ...said.motion },
      });
      if (check.present(input)) return Math.abs(estimate.potTiltDeg);
    }
    return null;
  };

  it('[H-10] is found where it goes faster than the motion may be and the accelerometer does not', () => {
    expect(slipsDeg({ pot: 18, accel: 0 })).toBeLessThan(3);
    expect(slipsDeg({ pot: 23, accel: 5 })).toBeLessThan(3);
    expect(slipsDeg({ pot: -13, accel: 5 })).toBeLessThan(4);
    expect(slipsDeg({ pot: 18, accel: 0 }, { motion: { driving: false, rateLimitDegPerSec: 2 } })).toBeLessThan(1.5);
  });

  it('[H-20] is not found where both run away, nor within the limit, nor with nothing to compare it with', () => {
    expect(slipsDeg({ pot: 18, accel: 18 })).toBeNull();
    expect(slipsDeg({ pot: 9, accel: 7.5 })).toBeNull();
    expect(slipsDeg({ pot: 7.4, accel: 6 })).toBeNull();
    expect(slipsDeg({ pot: 6.5, accel: 0 })).toBeNull();
    expect(slipsDeg({ pot: -5, accel: 5 })).toBeNull();
    expect(slipsDeg({ pot: 18, accel: 0 }, { estimate: { accelPlausible: false } })).toBeNull();
    expect(slipsDeg({ pot: 18, accel: 0 }, { estimate: { source: 'accelerometer' } })).toBeNull();
  });

  it('[H-10] is not found in a travel that nobody has seen', () => {
    const check = angleSlip();
    const shows = (nowMs: number, potTiltDeg: number, accelPlausible: boolean) =>
      check.present(safetyInputOf({ estimate: { nowMs, potTiltDeg, accelTiltDeg: 0, accelPlausible } }));
    expect([shows(0, 0, true), shows(10, 10, false), shows(20, 20, true), shows(30, 20, true)]).not.toContain(true);
  });
});

describe('overspeed', () => {
  const planned = () => overspeed({ id: 'H-20', reaction: 'RET', returning: false });
  const returning = () => overspeed({ id: 'H-49', reaction: 'RET', returning: true });
  const at = (fittedRateDegPerSec: number, motion: SafetySaid['motion'] = {}): SafetySaid => ({
    estimate: { fittedRateDegPerSec },
    motion: { rateLimitDegPerSec: 2, ...motion },
  });

  it.each([1, -1])('[H-20] trips 15 %% and 0.6 deg/s over the limit after 200 ms, either way (%i)', (sign) => {
    expect(tripMs(planned(), at(sign * 2.91), 1000)).toBe(200);
    expect(tripMs(planned(), at(sign * 2.89), 1000)).toBeNull();
  });

  it('[H-27] does not judge what the board does by itself', () => {
    const said = { ...at(5), mode: 'returning' } as const;
    expect(tripMs(planned(), said, 1000)).toBeNull();
    expect(tripMs(planned(), { ...said, mode: 'leased' }, 1000)).not.toBeNull();
  });

  it('[H-20] trips 30 % and 1.5 deg/s over the limit after two cycles', () => {
    expect(tripMs(planned(), at(4.11), 1000)).toBe(10);
    expect(tripMs(planned(), at(4.09), 1000)).toBe(200);
  });

  it('[H-49] trips within the limit of the motion where a driven table runs away from a setpoint that slows down', () => {
    const slowing = (rate: number, driving = true) =>
      at(rate, { returning: true, rateLimitDegPerSec: 5, driving, setpointRateDegPerSec: 1 });
    expect(tripMs(returning(), slowing(3.1), 1000)).toBe(200);
    expect(tripMs(returning(), slowing(2.9), 1000)).toBeNull();
    expect(tripMs(returning(), slowing(3.1, false), 1000)).toBeNull();
  });

  it('[H-20] [H-49] judge their own motions only, and none without an angle', () => {
    expect(tripMs(planned(), at(9, { returning: true }), 1000)).toBeNull();
    expect(tripMs(returning(), at(9), 1000)).toBeNull();
    expect(tripMs(returning(), at(6.4, { returning: true, rateLimitDegPerSec: 5 }), 1000)).toBe(200);
    expect(tripMs(planned(), { estimate: { fittedRateDegPerSec: 9, source: 'none' } }, 1000)).toBeNull();
  });
});
