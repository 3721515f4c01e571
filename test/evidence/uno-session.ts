import { runOnUno } from '../support/session-on-uno.ts';
import { simulate } from '../support/simulate.ts';

/**
 * `npm run evidence:uno`: kim-2013-60 through the real firmware on the emulated Uno, hold by hold beside the same session
 * of the simulation.
 */
const PROGRAM = 'kim-2013-60';
const WITHIN_MS = 500;
const WITHIN_DEG = 0.5;

const startedMs = performance.now();
const uno = await runOnUno(PROGRAM);
const tookS = (performance.now() - startedMs) / 1000;
const simulated = simulate(PROGRAM);

const complaints: string[] = [];
const claim = (holds: boolean, complaint: string) => void (holds || complaints.push(complaint));
claim(uno.outcome === 'completed', `${uno.outcome} by ${uno.cause}`);
claim(uno.faults.length === 0, `faults ${uno.faults.join(' ')}`);
claim(uno.holds.length === simulated.holds.length, `${uno.holds.length} holds of ${simulated.holds.length}`);
claim(Math.abs(uno.finalTiltDeg - 75) < 1, `ended at ${uno.finalTiltDeg.toFixed(1)} deg`);
for (const [index, expected] of simulated.holds.entries()) {
  const seen = uno.holds[index];
  if (seen === undefined) continue;
  const offMs = Math.max(Math.abs(seen.startMs - expected.startMs), Math.abs(seen.endMs - expected.endMs));
  claim(offMs < WITHIN_MS, `hold ${index + 1} is ${offMs} ms off`);
  claim(seen.maxErrorDeg < WITHIN_DEG, `hold ${index + 1} is ${seen.maxErrorDeg.toFixed(2)} deg off`);
  process.stdout.write(
    `hold ${index + 1}  ${(seen.startMs / 1000).toFixed(2)}..${(seen.endMs / 1000).toFixed(2)} s at ${seen.meanTiltDeg.toFixed(2)} deg, worst ${seen.maxErrorDeg.toFixed(2)}; simulated ${(expected.startMs / 1000).toFixed(2)}..${(expected.endMs / 1000).toFixed(2)} s\n`,
  );
}
process.stdout.write(
  `${PROGRAM} on the emulated Uno: ${uno.outcome} in ${(uno.totalMs / 1000).toFixed(1)} s (simulated ${(simulated.simMs / 1000).toFixed(1)} s), most ${uno.maxRateDegPerSec.toFixed(2)} deg/s and ${uno.maxAccelDegPerSec2.toFixed(2)} deg/s2; ${(uno.totalMs / 1000 / tookS).toFixed(1)} x real time\n`,
);
for (const complaint of complaints) process.stdout.write(`FAIL  ${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
