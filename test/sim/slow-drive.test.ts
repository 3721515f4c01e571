import { describe, expect, it } from 'vitest';
import { boardCalibrationOf } from '../../boards/firmata/board-calibration.ts';
import { BoardReturn } from '../../sim/board-return.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';

const CYCLE_S = 0.01;
const BOUND_MS = 120_000;
const REST = { duty: 0, brakeReleased: false };

function driveOf(rateAtFullDutyDegPerSec: number, times = 1): Settings {
  const { drive } = DEFAULT_SETTINGS.table;
  const slow = {
    ...drive,
    rateAtFullDutyDegPerSec,
    ratedAmps: drive.ratedAmps * times,
    obstructionAmps: drive.obstructionAmps * times,
  };
  return { ...DEFAULT_SETTINGS, table: { ...DEFAULT_SETTINGS.table, drive: slow } };
}

/** A table that follows its duty, less what the load takes of it; what of the return's phases it has seen. */
function comeUp(settings: Settings, { loadDuty, amps }: { loadDuty: number; amps: number }) {
  const { table, board } = settings;
  const climb = new BoardReturn(settings);
  const phases = new Set<string>();
  let tiltDeg = table.invertedDeg;
  const reading = () => ({
    tiltCounts: Math.round(board.potentiometer.countsAtHorizontal + tiltDeg / board.potentiometer.degPerCount),
    currentAmps: amps * Math.abs(climb.outputs.duty),
    uprightLimit: tiltDeg > table.uprightDeg - 1,
    invertedLimit: false,
  });
  climb.begin(reading(), REST);
  for (let nowMs = 0; nowMs < BOUND_MS && climb.phase !== 'upright'; nowMs += CYCLE_S * 1000) {
    climb.step(nowMs, reading(), 'go');
    phases.add(climb.phase);
    const { duty, brakeReleased } = climb.outputs;
    if (brakeReleased) tiltDeg += (duty - loadDuty) * table.drive.rateAtFullDutyDegPerSec * CYCLE_S;
  }
  return { tiltDeg, phases: [...phases] };
}

/** As the firmware's own tests in boards/arduino/test/slow-drive.test.cpp. */
describe("a drive that is slower than the board's own rates", () => {
  it.each(
    [4, 2.5].flatMap((rate) =>
      [-0.1, 0.05, 0.2].flatMap((loadDuty) => [2, 8].map((amps) => ({ rate, loadDuty, amps }))),
    ),
  )('[H-26] of $rate deg/s brings a load of $loadDuty up, at $amps A', ({ rate, loadDuty, amps }) => {
    const { tiltDeg, phases } = comeUp(driveOf(rate), { loadDuty, amps });
    expect(phases).toEqual(['tracking', 'upright']);
    expect(tiltDeg).toBeGreaterThan(74);
  });
});

describe('the current above which lag is an obstruction', () => {
  it('goes with what the motor carries, and is the same for the usual one', () => {
    const lagOf = (settings: Settings) => boardCalibrationOf(settings).values.lagSum;
    expect(lagOf(driveOf(10, 2)) / lagOf(DEFAULT_SETTINGS)).toBeCloseTo(2, 2);
    expect(lagOf(driveOf(10))).toBe(655);
  });
});
