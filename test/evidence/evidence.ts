import { replayOf, simulate } from '../support/simulate.ts';
import { BOARD_PARTS } from './board-parts.ts';
import { CHECK_PARTS } from './check-parts.ts';
import { INJECTION_PARTS } from './fault-parts.ts';
import { HAND_PARTS } from './hand-parts.ts';
import { HOST_PARTS } from './host-parts.ts';
import { MUTANT_PARTS } from './mutant-parts.ts';
import { PartReport } from './part-report.ts';
import { PROGRAM_PARTS } from './program-parts.ts';
import { SESSION_PARTS } from './session-parts.ts';
import { STORM_PARTS } from './storm-parts.ts';

/**
 * What takes longer than the tests may: thousands of sessions on the simulated table, judged by what the plant did, and
 * the real firmware and real processes struck at random moments. Each part prints a line; what fails prints the command
 * that shows it again. `npm run evidence [-- PART...]`.
 */
const SIMULATED = [...PROGRAM_PARTS, ...SESSION_PARTS];
const INJECTED = [
  ...INJECTION_PARTS,
  ...HAND_PARTS,
  ...CHECK_PARTS,
  ...BOARD_PARTS,
  ...MUTANT_PARTS,
  ...STORM_PARTS,
  ...HOST_PARTS,
];

const wanted = process.argv.slice(2);
const isWanted = ({ name }: { readonly name: string }) =>
  wanted.length === 0 || wanted.some((word) => name.includes(word));
const unknown = wanted.filter((word) => ![...SIMULATED, ...INJECTED].some(({ name }) => name.includes(word)));
if (unknown.length > 0) {
  process.stderr.write(`no part of the evidence is called '${unknown.join("' or '")}'. There are:\n`);
  for (const { name } of [...SIMULATED, ...INJECTED]) process.stderr.write(`  ${name}\n`);
  process.exit(2);
}
let failures = 0;
for (const part of SIMULATED.filter(isWanted)) {
  const report = new PartReport(part.name);
  let simulatedHours = 0;
  part.run((program, options, judge) => {
    const result = simulate(program, options);
    simulatedHours += result.simMs / 3_600_000;
    const complaint = judge(result);
    if (complaint === null) report.passed();
    else report.failedBy(complaint, replayOf(program, options));
  });
  report.close(`, ${simulatedHours.toFixed(0)} h simulated`);
  failures += report.failed;
}
for (const part of INJECTED.filter(isWanted)) {
  const report = new PartReport(part.name);
  for await (const { name, complaint, replay } of part.runs()) {
    if (complaint === null) report.passed();
    else report.failedBy(`${name}: ${complaint}`, replay);
  }
  report.close();
  failures += report.failed;
}
process.exitCode = failures === 0 ? 0 : 1;
