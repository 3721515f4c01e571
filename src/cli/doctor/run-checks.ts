import { autoReset, calibration, port, watchdog } from './board-checks.ts';
import { buttons, clamp, eStop, limits, returnButton } from './contact-checks.ts';
import type { BoardDoctorBench, DoctorBench, DoctorCheck, Finding, PiDoctorBench } from './doctor-bench.ts';
import { angleSensor, display, drive, header, piAccelerometer, returnRelay } from './pi-checks.ts';
import { accelerometer, current, expander, supply, tiltPot } from './sensor-checks.ts';

/** In the order in which a builder wires: the board, what it measures, what stops it, what people press. */
export const BOARD_CHECKS: readonly DoctorCheck<BoardDoctorBench>[] = [
  port,
  calibration,
  supply,
  tiltPot,
  accelerometer,
  current,
  expander,
  eStop,
  returnButton,
  limits,
  clamp,
  buttons,
  watchdog,
  autoReset,
];

/** The same for a table on this computer's own pins. */
export const PI_CHECKS: readonly DoctorCheck<PiDoctorBench>[] = [
  header,
  supply,
  angleSensor,
  piAccelerometer,
  current,
  display,
  eStop,
  returnButton,
  limits,
  clamp,
  buttons,
  returnRelay,
  drive,
];

/** Every part that one of the tables has. */
export const DOCTOR_PARTS: readonly string[] = [...new Set([...BOARD_CHECKS, ...PI_CHECKS].map(({ part }) => part))];

export interface DoctorResult {
  readonly part: string;
  readonly title: string;
  readonly state: Finding['state'];
  readonly text: string;
  readonly remedy: string | null;
}

export async function runChecks<Bench extends DoctorBench>(
  checks: readonly DoctorCheck<Bench>[],
  bench: Bench,
  tell: (result: DoctorResult) => void,
): Promise<void> {
  for (const { part, title, run } of checks) {
    const finding = await run(bench);
    const remedy = finding.state === 'FAIL' ? finding.remedy : null;
    tell({ part, title, state: finding.state, text: finding.text, remedy });
  }
}
