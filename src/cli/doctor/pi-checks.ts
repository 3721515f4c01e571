import { CLAMPS_CLOSED, INPUT } from '../../domain/inputs.ts';
import { standingCommand } from '../../domain/standing-command.ts';
import { until } from '../../targets/until.ts';
import { type DoctorCheck, fail, ok, type PiDoctorBench, sample, skipped } from './doctor-bench.ts';
import { sourcesAgree } from './sensor-checks.ts';

/** Checks of what only a table on a Raspberry Pi's own pins has. */

const OVER_MS = 1000;
const MOST_NOISE_STEPS = 6;
const MOST_ACCEL_AGE_MS = 100;
const CLAMP_WITHIN_MS = 15_000;
const RELAY_WITHIN_MS = 2000;
const CYCLE_MS = 10;
/** A lamp, a tone: nobody is asked whether they were seen. */
const LEASE_MS = 250;

export const header: DoctorCheck<PiDoctorBench> = {
  part: 'header',
  title: 'header',
  async run({ table, pi, wait }) {
    const { lostEdges } = pi.table;
    await wait(OVER_MS);
    const { name, firmware } = table.facts;
    const said = `${name}, ${firmware}, all lines, PWM and bus are had`;
    return pi.table.lostEdges === lostEdges
      ? ok(said)
      : fail(
          `${said}; ${pi.table.lostEdges - lostEdges} edges lost in a second`,
          'a contact chatters, or its wire floats',
        );
  },
};

export const angleSensor: DoctorCheck<PiDoctorBench> = {
  part: 'angle-sensor',
  title: 'angle sensor',
  async run(bench) {
    const remedy = `see ${bench.wiring}#sensors, then: upright doctor angle-sensor`;
    const { mean, low, high } = await sample(bench, OVER_MS, () => bench.pi.table.rawAngle ?? Number.NaN);
    if (!Number.isFinite(mean)) return fail('the AS5600 sees no magnet, or does not answer', remedy);
    const said = `AS5600 reads ${mean.toFixed(0)} of 4096`;
    if (high - low > MOST_NOISE_STEPS && high - low < 4096 - MOST_NOISE_STEPS)
      return fail(`${said}, and swings by ${high - low} at rest: the magnet is loose, or too far away`, remedy);
    const { countsAtHorizontal, degPerCount } = bench.settings.board.potentiometer;
    const tiltDeg = (bench.table.read().tiltCounts - countsAtHorizontal) * degPerCount;
    return ok(`${said}, ${tiltDeg.toFixed(1)}°`);
  },
};

export const piAccelerometer: DoctorCheck<PiDoctorBench> = {
  part: 'accelerometer',
  title: 'accelerometer',
  async run(bench) {
    if (!bench.settings.board.hasAccelerometer) return skipped('none is fitted, as the settings say');
    const { atMs, accelAtMs } = bench.table.read();
    if (atMs - accelAtMs > MOST_ACCEL_AGE_MS)
      return fail('the MPU6050 does not answer', `see ${bench.wiring}#sensors, or set board.accelerometer: false`);
    return sourcesAgree(bench, 'the AS5600');
  },
};

export const display: DoctorCheck<PiDoctorBench> = {
  part: 'display',
  title: 'display',
  async run({ pi }) {
    const { display: found } = pi.table.panel;
    if (found === null) return skipped('none answers on the bus: the table goes without');
    found.lines(['upright doctor', 'this is the display']);
    await found.drawn();
    return found.failure === null
      ? ok('it answers, and says so')
      : fail(`it does not answer: ${found.failure}`, 'its cable');
  },
};

/** Under a lease of its own, upright: the relay is held, let drop and taken back, as before every session. */
export const returnRelay: DoctorCheck<PiDoctorBench> = {
  part: 'return-relay',
  title: 'return relay',
  async run(bench) {
    const { table, pi, settings, wiring } = bench;
    const remedy = `see ${wiring}#return-relay, then: upright doctor return-relay`;
    if (!settings.board.pi.returnRelay)
      return fail(
        'none is declared, and without one nobody is carried',
        `fit it, and set board.pi.returnRelay: true; ${remedy}`,
      );
    if ((table.read().inputs & INPUT.UPRIGHT_LIMIT) === 0)
      return skipped('it is tried only at the upright limit, where it moves nothing: bring the table there');
    if (bench.attended) bench.ask('Close the ankle clamp.');
    const withinMs = bench.attended ? CLAMP_WITHIN_MS : 0;
    const isClosed = ({ inputs }: { inputs: number }) => (inputs & CLAMPS_CLOSED) === CLAMPS_CLOSED;
    if (!isClosed(table.read()) && (await until(bench, withinMs, isClosed)) === null)
      return skipped('it is tried with the ankle clamp closed: close it, then: upright doctor return-relay');
    for (let passedMs = 0; passedMs < RELAY_WITHIN_MS && !table.facts.carriesRider.ok; passedMs += CYCLE_MS) {
      pi.table.write(STANDING);
      await bench.wait(CYCLE_MS);
    }
    const { carriesRider } = table.facts;
    return carriesRider.ok ? ok('it was let go, dropped, and picked up again') : fail(carriesRider.because, remedy);
  },
};

const STANDING = standingCommand(LEASE_MS);

/** What would move the table is not done by a check. */
export const drive: DoctorCheck<PiDoctorBench> = {
  part: 'drive',
  title: 'drive, brake',
  async run() {
    return skipped(
      'not tested here, where nothing may move: the nudge of every session does, and upright commission begins with none',
    );
  },
};
