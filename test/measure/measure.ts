import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { eStopLatency } from './e-stop-latency.ts';
import { emulationSpeed } from './emulation-speed.ts';
import { isReached, type Row } from './finding.ts';
import { hostKilled } from './host-killed.ts';
import { memory } from './memory.ts';
import { quietCycle } from './quiet-cycle.ts';
import { rampPlanning } from './ramp-planning.ts';
import { type NamedFinding, renderTable } from './render-table.ts';
import { returnLatency } from './return-latency.ts';
import { simulationSpeed } from './simulation-speed.ts';
import { startTime } from './start-time.ts';
import { tracking } from './tracking.ts';

/**
 * `npm run measure`: every figure of the performance page in one table, each beside a peer from the same run. It ends
 * with 0 whatever the figures are: a slow machine is no failure.
 */
const ROWS: readonly Row[] = [
  simulationSpeed,
  quietCycle,
  rampPlanning,
  tracking,
  startTime,
  memory,
  emulationSpeed,
  eStopLatency,
  returnLatency,
  hostKilled,
];
const USAGE = `usage: npm run measure -- [--only NAME]... [--json FILE]\nrows: ${ROWS.map((row) => row.name).join(' ')}`;

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === null) return;
  const { only, jsonFile } = asked;
  const rows = only.length === 0 ? ROWS : ROWS.filter(({ name }) => only.includes(name));
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    loadAtStart: loadavg()[0] ?? 0,
  };
  const findings: NamedFinding[] = [];
  for (const row of rows) {
    const measured = await row.measure((text) => report(`${row.name}: ${text}`));
    findings.push(...measured.map((finding) => ({ row: row.name, ...finding })));
  }
  report('');
  console.log(renderTable(findings));
  const load = machine.loadAtStart.toFixed(1);
  console.log(`\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${load} at the start.`);
  console.log('One row again: npm run measure -- --only NAME');
  if (jsonFile === null) return;
  const reached = findings.map((finding) => ({ ...finding, reached: isReached(finding) }));
  writeFileSync(
    jsonFile,
    `${JSON.stringify({ takenAt: new Date().toISOString(), machine, findings: reached }, null, 2)}\n`,
  );
}

/** Null after bad usage, which has then been said. */
function readArguments(): { readonly only: readonly string[]; readonly jsonFile: string | null } | null {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, json: { type: 'string' } } });
    const unknown = values.only?.find((name) => !ROWS.some((row) => row.name === name));
    if (unknown !== undefined) throw new Error(`no row '${unknown}'`);
    return { only: values.only ?? [], jsonFile: values.json ?? null };
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${USAGE}`);
    process.exitCode = 2;
    return null;
  }
}

/** One line that is overwritten on a terminal; elsewhere, one line whenever another row begins. */
let reported = '';
function report(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\x1b[K${text}`);
    return;
  }
  const [row = ''] = text.split(':');
  if (row !== reported && row !== '') process.stderr.write(`${text}\n`);
  reported = row;
}

await main();
