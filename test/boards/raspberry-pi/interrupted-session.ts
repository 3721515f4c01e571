import { readFileSync, writeFileSync } from 'node:fs';
import { TableHands } from '../../../sim/table-hands.ts';
import { KernelTable } from './kernel-table.ts';
import { PI_TABLE } from './pi-table.ts';
import { pass, upright } from './running-upright.ts';

/**
 * Two lives of one computer, for scripts/guest/watchdog.sh. `begin`: a session goes down, its process hangs, the wire of
 * the return relay is broken as well, and nobody feeds the watchdog. `find`: the next life finds the table where it was.
 */
const KEEP = '/run/keep';
const STOOD = `${KEEP}/stood`;
const LEFT_BELOW_DEG = 64;
const UPRIGHT_DEG = 74;
/** The service asks for 10 s, and a processor that is emulated takes its time. */
const RESET_WITHIN_MS = 30_000;

Object.assign(process.env, { UPRIGHT_STATE_DIR: `${KEEP}/state` });
const life = process.argv[2];
if (life === 'begin') await begin();
else await find();

async function begin(): Promise<void> {
  Object.assign(process.env, { UPRIGHT_WATCHDOG: '/dev/watchdog' });
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg: 75 });
  const hands = new TableHands(table);
  const running = upright('run', '--console', 'stdio', '--occupancy', 'load');
  const { child, said } = running;
  const told = async (command: string, times: number) => {
    child.stdin.write(`${command}\n`);
    await pass(table, running, () => (said().match(/^ok$/gm)?.length ?? 0) >= times);
  };
  await told('wait ready within 20', 1);
  hands.press('CLAMP', null);
  child.stdin.write('operator\n');
  await pass(table, running, () => said().includes('SELECT'));
  hands.press('SELECT', 200);
  await told('wait 2', 3);
  await told('goto 50', 4);
  hands.press('START', 200);
  await pass(table, running, () => table.plant.tiltDeg < LEFT_BELOW_DEG);
  table.relayWireIsBroken = true;
  child.kill('SIGSTOP');
  await pass(table, running, () => !table.relayIsHeld && table.plant.rateDegPerSec === 0);
  writeFileSync(STOOD, String(table.plant.tiltDeg));
  console.log(`the process hangs, and the table stands at ${table.plant.tiltDeg.toFixed(1)} deg`);
  await new Promise((done) => setTimeout(done, RESET_WITHIN_MS));
  console.log('nothing has reset this computer');
  child.kill('SIGKILL');
  process.exitCode = 1;
}

async function find(): Promise<void> {
  const startTiltDeg = Number(readFileSync(STOOD, 'utf8'));
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg });
  new TableHands(table).press('CLAMP', null);
  const running = upright('run', '--console', 'none', '--occupancy', 'load');
  await pass(table, running, () => table.plant.tiltDeg > UPRIGHT_DEG);
  const took = (table.nowMs / 1000).toFixed(1);
  console.log(`found at ${startTiltDeg.toFixed(1)} deg, upright ${took} s after the process was started`);
  running.child.kill('SIGTERM');
  await pass(table, running, () => running.exitCode() !== null);
}
