import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { ANGLE } from '../config/quantities.ts';
import type { Settings } from '../config/settings.ts';
import type { SensorFrame } from '../domain/frames.ts';
import { eStopOpen } from '../domain/inputs.ts';
import { leaveSession } from '../targets/leave-session.ts';
import { type AnglePoint, fitAngle, LEAST_POINTS, MOST_RESIDUAL_DEG } from './calibrate/fit-angle.ts';
import { fitMagnet } from './calibrate/fit-magnet.ts';
import { replaceFile, withMagnet, withPotentiometer } from './calibrate/write-potentiometer.ts';
import { CommandError, EXIT_FAILED, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { passStage } from './commission/stage-store.ts';
import { print } from './config.ts';
import { type BoardDoctorBench, type DoctorBench, type PiDoctorBench, sample } from './doctor/doctor-bench.ts';
import { openBoardBench } from './doctor/open-board-bench.ts';
import { EXIT_CODES } from './help-texts.ts';
import { stateDirOf } from './open-target.ts';

interface Options {
  readonly board?: string;
  readonly port?: string;
  readonly config?: string;
  readonly stateDir?: string;
  readonly json?: boolean;
}

const OVER_MS = 1000;
/** What was on its way when the angle was typed has arrived. */
const SETTLE_MS = 100;
/** A table that is turned by hand while it is measured. */
const MOST_SWING_COUNTS = 4;
/** Of an AS5600, 0.5 deg. */
const MOST_SWING_STEPS = 6;
const MOST_POINTS = 20;

/** `upright calibrate`: the builder brings the table to a few angles and says which; the line through them is kept. */
export function calibrateCommand(): Command {
  return new Command('calibrate')
    .description('measure the angle sensor at angles that you set by a spirit level, and tell the board')
    .addOption(new Option('--board <board>', 'uno, uno-emulated or raspberry-pi; else as the settings say'))
    .option('--port <port>', "the board's serial port; else the only one that there is")
    .option('--config <file>', 'the settings to write to; else upright.yaml in this folder')
    .option('--state-dir <folder>', 'where it is written down that it is done')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Nobody is on the table. Let its brake go by the lever, turn it by hand, and let it stand; then type its angle and
Enter, such as 75, 0 or -30. On a Raspberry Pi E-STOP is in meanwhile: it cuts the return relay. At least ${LEAST_POINTS} angles, the last one upright; an empty line ends. Angles may also be piped in.

${EXIT_CODES}`,
    )
    .action(calibrate);
}

async function calibrate(options: Options): Promise<void> {
  const opened = await openBoardBench({ ...options, calibrated: false });
  const { bench, file, kind, close } = opened;
  try {
    if (file === null)
      throw new CommandError(EXIT_REFUSED, 'CONFIG', 'there is no upright.yaml to write to', '--config', [
        'upright init writes one',
      ]);
    const settings =
      opened.on === 'board' ? await onBoard(opened.bench, file, options) : await onPins(opened.bench, file, options);
    const stateDir = stateDirOf(kind, options.stateDir, settings);
    const { firmware } = bench.table.facts;
    if (stateDir !== null) passStage(stateDir, 'calibrate', { settings, firmware });
  } finally {
    await close();
  }
}

/** The potentiometer, whose figures the board keeps as well. */
async function onBoard(bench: BoardDoctorBench, file: string, { json }: Options): Promise<Settings> {
  const points = await measure(bench, {
    name: 'A0',
    mostSwing: MOST_SWING_COUNTS,
    read: ({ tiltCounts }) => tiltCounts,
  });
  const fit = acceptable(fitAngle(points), 'the potentiometer slips on its shaft');
  const { settings, text } = withPotentiometer(file, fit);
  const zero = await sample(bench, OVER_MS, ({ currentAmps }) => currentAmps);
  await leaveSession(bench.board);
  const written = await bench.board.setup.writeCalibration(bench.board.calibrationOf(settings, zero.mean));
  if (!written.ok)
    throw new CommandError(EXIT_HARDWARE, 'BOARD', `the board has not taken it: ${written.because}`, null, [
      'then: upright calibrate',
    ]);
  replaceFile(file, text);
  const line = `${fit.countsAtHorizontal.toFixed(1)} counts at horizontal, ${fit.degPerCount.toFixed(4)}° a count`;
  tell(fit, { points, line, place: `${file} and to the board`, file, json: json === true });
  return settings;
}

/** The magnet on the axle; nothing but the settings keeps how it is glued on. */
async function onPins(bench: PiDoctorBench, file: string, { json }: Options): Promise<Settings> {
  if (!eStopOpen(bench.table.read().inputs))
    throw new CommandError(
      EXIT_HARDWARE,
      'E_STOP',
      'E-STOP is out: nothing holds the return relay while you measure, and it drives the table upright',
      null,
      ['press E-STOP, leave it in until this is done, then: upright calibrate'],
    );
  const read = () => bench.pi.table.rawAngle ?? Number.NaN;
  const points = await measure(bench, { name: 'AS5600', mostSwing: MOST_SWING_STEPS, read });
  const fit = acceptable(fitMagnet(points), 'the magnet is not on the axle of the table');
  const { settings, text } = withMagnet(file, fit);
  replaceFile(file, text);
  const line = `${fit.atHorizontal.toFixed(1)} of 4096 at horizontal, ${fit.rises ? 'growing' : 'falling'} as the table rises`;
  tell(fit, { points, line, place: file, file, json: json === true });
  return settings;
}

interface Gauge {
  readonly name: string;
  readonly mostSwing: number;
  readonly read: (frame: SensorFrame) => number;
}

async function measure(bench: DoctorBench, { name, mostSwing, read }: Gauge): Promise<readonly AnglePoint[]> {
  const points: AnglePoint[] = [];
  const lines = createInterface({ input: process.stdin, terminal: false });
  process.stderr.write('Bring the table to an angle, let it stand, and type the angle; the last one upright.\n');
  for await (const line of lines) {
    if (line.trim() === '' || points.length >= MOST_POINTS) break;
    const angle = ANGLE.parse(line.trim());
    if (!angle.ok) {
      process.stderr.write(`${angle.what}: ${angle.remedy}\n`);
      continue;
    }
    bench.turnByHand?.(angle.value);
    await bench.wait(SETTLE_MS);
    const { mean, low, high } = await sample(bench, OVER_MS, read);
    if (!Number.isFinite(mean)) {
      process.stderr.write(`${name} gives no reading: upright doctor says why; then type the angle again\n`);
      continue;
    }
    if (high - low > mostSwing) {
      process.stderr.write(`${name} swings by ${(high - low).toFixed(0)}: let the table stand, and type it again\n`);
      continue;
    }
    points.push({ tiltDeg: angle.value, counts: mean });
    process.stderr.write(`${ANGLE.format(angle.value)}: ${name} reads ${mean.toFixed(1)}\n`);
  }
  lines.close();
  return points;
}

function acceptable<Fit extends { readonly residualDeg: number }>(fit: Fit | string, slip: string): Fit {
  const remedy = 'measure once more: upright calibrate';
  if (typeof fit === 'string') throw new CommandError(EXIT_FAILED, 'CALIBRATION', fit, null, [remedy]);
  if (fit.residualDeg < MOST_RESIDUAL_DEG) return fit;
  const what = `the points are up to ${fit.residualDeg.toFixed(2)}° off a straight line, and ${MOST_RESIDUAL_DEG}° are allowed`;
  throw new CommandError(EXIT_FAILED, 'CALIBRATION', what, null, [`one angle may be mistyped, or ${slip}`, remedy]);
}

interface Told {
  readonly points: readonly AnglePoint[];
  readonly line: string;
  readonly place: string;
  readonly file: string;
  readonly json: boolean;
}

function tell(fit: { readonly residualDeg: number }, { points, line, place, file, json }: Told) {
  if (json) print(JSON.stringify({ ok: true, file, points, ...fit }));
  else {
    print(`${line}; ${points.length} points, worst ${fit.residualDeg.toFixed(2)}°`);
    print(`written to ${place}. Next: upright doctor`);
  }
}
