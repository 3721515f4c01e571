import { BOARD_FAULT } from '../../domain/lease-frames.ts';
import { DEGREES_PER_RADIAN } from '../../domain/units.ts';
import {
  type BoardDoctorBench,
  type DoctorBench,
  type DoctorCheck,
  type Finding,
  fail,
  ok,
  sample,
  skipped,
} from './doctor-bench.ts';

/** Checks of what the board measures, with the table at rest. */

const OVER_MS = 1000;
/** 5 and 95 % of the converter's span. */
const BAND = { low: 51, high: 972 };
const MOST_NOISE_COUNTS = 4;
const MOST_ACCEL_AGE_MS = 100;
const SOURCES_AGREE_DEG = 5;
const MOST_REST_AMPS = 0.5;

export const tiltPot: DoctorCheck = {
  part: 'tilt-pot',
  title: 'tilt pot',
  async run(bench) {
    const { mean, low, high } = await sample(bench, OVER_MS, ({ tiltCounts }) => tiltCounts);
    const said = `A0 reads ${mean.toFixed(0)}`;
    const remedy = 'see docs/wiring.md#tilt-pot, then: upright doctor tilt-pot';
    if (mean > BAND.high) return fail(`${said}, over 95 % of span: wiper wire open, or tied to 5 V`, remedy);
    if (mean < BAND.low) return fail(`${said}, under 5 % of span: wiper wire open, or tied to GND`, remedy);
    if (high - low > MOST_NOISE_COUNTS)
      return fail(
        `${said}, and swings by ${(high - low).toFixed(0)} at rest: a loose wire, or no 100 nF at A0`,
        remedy,
      );
    const { countsAtHorizontal, degPerCount } = bench.settings.board.potentiometer;
    return ok(`${said}, ${((mean - countsAtHorizontal) * degPerCount).toFixed(1)}°`);
  },
};

export const accelerometer: DoctorCheck<BoardDoctorBench> = {
  part: 'accelerometer',
  title: 'accelerometer',
  async run(bench) {
    const { settings, board } = bench;
    if (!settings.board.hasAccelerometer) return skipped('none is fitted, as the settings say');
    const remedy = 'see docs/wiring.md#accelerometer, or set board.accelerometer: false';
    const frame = board.table.read();
    const silent = (board.table.report.faults & BOARD_FAULT.accelerometerSilent) !== 0;
    if (silent || frame.atMs - frame.accelAtMs > MOST_ACCEL_AGE_MS) return fail('the MPU6050 does not answer', remedy);
    return sourcesAgree(bench, 'the potentiometer');
  },
};

/** Both sources of the angle, at rest. */
export async function sourcesAgree(bench: DoctorBench, other: string): Promise<Finding> {
  const frame = bench.table.read();
  const along = await sample(bench, OVER_MS / 2, ({ accelAlongG }) => accelAlongG);
  const out = await sample(bench, OVER_MS / 2, ({ accelOutG }) => accelOutG);
  const tiltDeg = Math.atan2(along.mean, out.mean) * DEGREES_PER_RADIAN;
  const { countsAtHorizontal, degPerCount } = bench.settings.board.potentiometer;
  const potDeg = (frame.tiltCounts - countsAtHorizontal) * degPerCount;
  const said = `${tiltDeg.toFixed(1)}°, ${other} says ${potDeg.toFixed(1)}°`;
  return Math.abs(tiltDeg - potDeg) < SOURCES_AGREE_DEG
    ? ok(said)
    : fail(said, `upright calibrate; if it stays so, the accelerometer is mounted otherwise than ${bench.wiring} says`);
}

export const current: DoctorCheck = {
  part: 'current',
  title: 'current',
  async run(bench) {
    const { mean } = await sample(bench, OVER_MS, ({ currentAmps }) => currentAmps);
    return mean < MOST_REST_AMPS
      ? ok(`${mean.toFixed(2)} A at rest`)
      : fail(
          `${mean.toFixed(2)} A at rest, where none can flow`,
          `see ${bench.wiring}#current: sense output or its ground`,
        );
  },
};

export const supply: DoctorCheck = {
  part: 'supply',
  title: 'supply',
  async run(bench) {
    const { mean } = await sample(bench, OVER_MS, ({ supplyVolts }) => supplyVolts);
    const { mainsAboveVolts } = bench.settings.board.supply;
    return mean > mainsAboveVolts
      ? ok(`${mean.toFixed(1)} V`)
      : fail(
          `${mean.toFixed(1)} V, below ${mainsAboveVolts} V`,
          `is the mains on and E-STOP out? Then: ${bench.wiring}#supply`,
        );
  },
};

export const expander: DoctorCheck<BoardDoctorBench> = {
  part: 'expander',
  title: 'expander',
  async run({ board }) {
    return (board.table.report.faults & BOARD_FAULT.expanderSilent) === 0
      ? ok('the MCP23017 answers')
      : fail('the MCP23017 does not answer', 'see docs/wiring.md#expander: 5 V, SDA, SCL, address 0x20');
  },
};
