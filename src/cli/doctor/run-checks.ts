import { autoReset, calibration, port, watchdog } from './board-checks.ts';
import { buttons, clamp, eStop, limits, returnButton } from './contact-checks.ts';
import type { DoctorBench, DoctorCheck, Finding } from './doctor-bench.ts';
import { accelerometer, current, expander, supply, tiltPot } from './sensor-checks.ts';

/** In the order in which a builder wires: the board, what it measures, what stops it, what people press. */
export const DOCTOR_CHECKS: readonly DoctorCheck[] = [
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

export interface DoctorResult {
  readonly part: string;
  readonly title: string;
  readonly state: Finding['state'];
  readonly text: string;
  readonly remedy: string | null;
}

export async function runChecks(
  checks: readonly DoctorCheck[],
  bench: DoctorBench,
  tell: (result: DoctorResult) => void,
): Promise<void> {
  for (const { part, title, run } of checks) {
    const finding = await run(bench);
    const remedy = finding.state === 'FAIL' ? finding.remedy : null;
    tell({ part, title, state: finding.state, text: finding.text, remedy });
  }
}
