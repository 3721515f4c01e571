import { leaveSession } from '../../targets/leave-session.ts';
import { until } from '../../targets/until.ts';
import { type BoardDoctorBench, type DoctorCheck, fail, ok, skipped } from './doctor-bench.ts';

/** Checks of the board itself. */

const BITES_WITHIN_MS = 4000;
/** Looked for twice a second; a board that was reset sits in its boot loader first. */
const OPENS_WITHIN_MS = 10_000;
const REPORTS_OVER_MS = 1000;
const RESET_BY_WATCHDOG = 1;

export const port: DoctorCheck<BoardDoctorBench> = {
  part: 'port',
  title: 'port',
  async run(bench) {
    const { table } = bench.board;
    const before = table.counts;
    await until(bench, REPORTS_OVER_MS, () => false);
    const { reports, damaged } = table.counts;
    const { name, firmware } = table.facts;
    const said = `${name}, firmware ${firmware}`;
    if (damaged > before.damaged)
      return fail(
        `${said}: ${damaged - before.damaged} damaged frames in a second`,
        'shorten or replace the USB cable',
      );
    if (reports - before.reports < 90)
      return fail(
        `${said}: ${reports - before.reports} reports in a second instead of 100`,
        'end what else uses the port',
      );
    return ok(said);
  },
};

export const calibration: DoctorCheck<BoardDoctorBench> = {
  part: 'calibration',
  title: 'calibration',
  async run({ board, settings }) {
    const kept = await board.setup.readCalibration();
    if (!kept.ok) return fail(`it cannot be read: ${kept.because}`, 'upright flash, then: upright calibrate');
    if (!board.table.facts.carriesRider.ok) return fail('the board keeps none', 'upright calibrate');
    const { currentZeroSum } = kept.value.values;
    const wanted = board.calibrationOf(settings);
    const same = board.sameCalibration({ ...wanted, values: { ...wanted.values, currentZeroSum } }, kept.value);
    return same
      ? ok('the board keeps what the settings say')
      : fail('the board keeps other figures than the settings', 'upright calibrate, which writes both');
  },
};

export const watchdog: DoctorCheck<BoardDoctorBench> = {
  part: 'watchdog',
  title: 'watchdog',
  async run(bench: BoardDoctorBench) {
    const { board } = bench;
    await leaveSession(board);
    const { bootId } = board.table.read();
    const asked = await board.setup.testWatchdog();
    if (!asked.ok) return skipped(`not tested: ${asked.because}`);
    const started = await until(bench, BITES_WITHIN_MS, (frame) => frame.bootId !== bootId);
    const remedy = 'put Optiboot onto the board: see docs/wiring.md#boot-loader';
    if (started === null) return fail('the board hangs, and does not start anew', remedy);
    if ((board.table.report.faults & RESET_BY_WATCHDOG) !== 0) return ok('a board that hangs starts anew by itself');
    return fail('the board started anew, but its boot loader hides why', remedy);
  },
};

/** A board that starts anew whenever its port is opened stops on its way up when a controller is started again. */
export const autoReset: DoctorCheck<BoardDoctorBench> = {
  part: 'auto-reset',
  title: 'auto-reset',
  async run(bench: BoardDoctorBench) {
    const { table, hangUp } = bench.board;
    if (hangUp === null) return ok('this board has no reset line that opening its port could pull');
    const { bootId } = table.read();
    const { reopened } = table.counts;
    await hangUp();
    const isOpen = await until(bench, OPENS_WITHIN_MS, () => table.counts.reopened > reopened);
    const { reports } = table.counts;
    const heard = isOpen && (await until(bench, OPENS_WITHIN_MS, () => table.counts.reports > reports));
    if (heard === null) return fail('the port was closed, and cannot be opened again', 'look at the cable');
    return heard.bootId === bootId
      ? ok('opening the port does not reset the board')
      : fail(
          'opening the port resets the board, and would stop it on its way up',
          'cut the trace RESET-EN, or put 10 uF between RESET and GND: see docs/wiring.md',
        );
  },
};
