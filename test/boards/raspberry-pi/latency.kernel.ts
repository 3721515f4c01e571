import { expect, it } from 'vitest';
import { requestLines } from '../../../boards/raspberry-pi/kernel/gpio-chip.ts';
import { piPin } from '../../../boards/raspberry-pi/pin-map.ts';
import { openKernelRig } from './kernel-rig.ts';
import { pwmDutyNs } from './simulated-chips.ts';

const TRIALS = 500;

const share = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
const told = (name: string, us: number[]) => {
  us.sort((one, other) => one - other);
  const figures = [0.5, 0.95, 0.99, 1].map((part) => share(us, part).toFixed(0));
  console.log(
    `${name}: ${us.length} trials, us: median ${figures[0]}, p95 ${figures[1]}, p99 ${figures[2]}, most ${figures[3]}`,
  );
};

it('an edge comes to JavaScript, 500 of 500', async () => {
  const { plantTable, dispose } = await openKernelRig();
  const { lines } = plantTable;
  const made = requestLines(lines.path, { lines: [45], direction: 'input', edges: true, consumer: 'latency' });
  if (!made.ok) throw new Error(made.errno);
  let heard: (atNs: bigint) => void = () => undefined;
  made.value.watch(
    ({ timestampNs }) => heard(process.hrtime.bigint() - timestampNs),
    () => undefined,
  );
  const us: number[] = [];
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const came = new Promise<bigint>((done) => {
      heard = done;
    });
    lines.pull(45, trial % 2 === 0);
    us.push(Number(await came) / 1000);
  }
  made.value.close();
  await dispose();
  told('edge to JavaScript', us);
  expect(us).toHaveLength(TRIALS);
  expect(Math.min(...us)).toBeGreaterThan(0);
});

it('[H-05] E-STOP’s edge takes the duty from the PWM chip without waiting for a cycle, 500 of 500', async () => {
  const rig = await openKernelRig();
  const { plantTable, table } = rig;
  const { gpio } = piPin('E_STOP_A');
  const other = piPin('E_STOP_B').gpio;
  const drive = () =>
    table.write({
      duty: 0.2,
      driveEnabled: true,
      brakeReleased: true,
      leaseMs: 500,
      sessionOpen: true,
      person: false,
      alarm: 'none',
    });
  const us: number[] = [];
  for (let trial = 0; trial < TRIALS; trial += 1) {
    await rig.pass(10, drive);
    expect(pwmDutyNs(0)).toBe(10_000);
    // Channel B has opened before; the edge that counts is that of A, which opens both.
    plantTable.lines.pull(other, true);
    const beganNs = process.hrtime.bigint();
    plantTable.lines.pull(gpio, true);
    while (pwmDutyNs(0) !== 0) await new Promise(setImmediate);
    us.push(Number(process.hrtime.bigint() - beganNs) / 1000);
    plantTable.lines.pull(other, false);
    plantTable.lines.pull(gpio, false);
    await rig.pass(10);
  }
  await rig.dispose();
  told('E-STOP edge to PWM', us);
  expect(us).toHaveLength(TRIALS);
});
