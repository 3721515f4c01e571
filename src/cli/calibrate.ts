import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { ANGLE } from '../config/quantities.ts';
import { type AngleFit, type AnglePoint, fitAngle, LEAST_POINTS, MOST_RESIDUAL_DEG } from './calibrate/fit-angle.ts';
import { replaceFile, withPotentiometer } from './calibrate/write-potentiometer.ts';
import { CommandError, EXIT_FAILED, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { passStage } from './commission/stage-store.ts';
import { print } from './config.ts';
import { type DoctorBench, sample } from './doctor/doctor-bench.ts';
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
const MOST_POINTS = 20;

/** `upright calibrate`: the builder brings the table to a few angles and says which; the line through them is kept. */
export function calibrateCommand(): Command {
  return new Command('calibrate')
    .description('measure the angle sensor at angles that you set by a spirit level, and tell the board')
    .addOption(new Option('--board <board>', 'uno or uno-emulated; else as the settings say'))
    .option('--port <port>', "the board's serial port; else the only one that there is")
    .option('--config <file>', 'the settings to write to; else upright.yaml in this folder')
    .option('--state-dir <folder>', 'where it is written down that it is done')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Nobody is on the table. Let its brake go by the lever, turn it by hand, and let it stand; then type its angle and
Enter, such as 75, 0 or -30. At least ${LEAST_POINTS} angles, the last one upright; an empty line ends. Angles may also be piped in.

${EXIT_CODES}`,
    )
    .action(calibrate);
}

async function calibrate(options: Options): Promise<void> {
  const { bench, file, kind, close } = await openBoardBench({ ...options, calibrated: false });
  try {
    if (file === null)
      throw new CommandError(EXIT_REFUSED, 'CONFIG', 'there is no upright.yaml to write to', '--config', [
        'upright init writes one',
      ]);
    const points = await measure(bench);
    const fit = acceptable(points);
    const { settings, text } = withPotentiometer(file, fit);
    const zero = await sample(bench, OVER_MS, ({ currentAmps }) => currentAmps);
    const written = await bench.board.setup.writeCalibration(bench.board.calibrationOf(settings, zero.mean));
    if (!written.ok)
      throw new CommandError(EXIT_HARDWARE, 'BOARD', `the board has not taken it: ${written.because}`, null, [
        'then: upright calibrate',
      ]);
    replaceFile(file, text);
    const stateDir = stateDirOf(kind, options.stateDir, settings);
    const { firmware } = bench.board.table.facts;
    if (stateDir !== null) passStage(stateDir, 'calibrate', { settings, firmware });
    tell(fit, { points, file, json: options.json === true });
  } finally {
    await close();
  }
}

async function measure(bench: DoctorBench): Promise<readonly AnglePoint[]> {
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
    bench.board.turnByHand?.(angle.value);
    await bench.board.wait(SETTLE_MS);
    const { mean, low, high } = await sample(bench, OVER_MS, ({ tiltCounts }) => tiltCounts);
    if (high - low > MOST_SWING_COUNTS) {
      process.stderr.write(`A0 swings by ${(high - low).toFixed(0)} counts: let the table stand, and type it again\n`);
      continue;
    }
    points.push({ tiltDeg: angle.value, counts: mean });
    process.stderr.write(`${ANGLE.format(angle.value)}: A0 reads ${mean.toFixed(1)}\n`);
  }
  lines.close();
  return points;
}

function acceptable(points: readonly AnglePoint[]): AngleFit {
  const fit = fitAngle(points);
  const remedy = 'measure once more: upright calibrate';
  if (typeof fit === 'string') throw new CommandError(EXIT_FAILED, 'CALIBRATION', fit, null, [remedy]);
  if (fit.residualDeg < MOST_RESIDUAL_DEG) return fit;
  const what = `the points are up to ${fit.residualDeg.toFixed(2)}° off a straight line, and ${MOST_RESIDUAL_DEG}° are allowed`;
  throw new CommandError(EXIT_FAILED, 'CALIBRATION', what, null, [
    'one angle may be mistyped, or the potentiometer slips on its shaft',
    remedy,
  ]);
}

function tell(fit: AngleFit, { points, file, json }: { points: readonly AnglePoint[]; file: string; json: boolean }) {
  if (json) print(JSON.stringify({ ok: true, file, points, ...fit }));
  else {
    const line = `${fit.countsAtHorizontal.toFixed(1)} counts at horizontal, ${fit.degPerCount.toFixed(4)}° a count`;
    print(`${line}; ${points.length} points, worst ${fit.residualDeg.toFixed(2)}°`);
    print(`written to ${file} and to the board. Next: upright doctor`);
  }
}
