import { expect, it } from 'vitest';
import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import { INPUT } from '../../../src/domain/inputs.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { openRiggedBench, type RiggedBench } from '../../support/rigged-bench.ts';

const LOOK_MS = 0.25;
const PIN_D4 = 0x10;
const PIND = 0x29;

/** ms until it is so, looked at every quarter of one, while the table goes on being played. */
async function msUntil({ unos, plantTable }: RiggedBench, isSo: () => boolean, each: () => void = () => undefined) {
  for (let passedMs = 0; passedMs < 1000; passedMs += LOOK_MS) {
    if (isSo()) return passedMs;
    unos.advance(LOOK_MS);
    await new Promise(setImmediate);
    if (passedMs % 10 === 0) {
      each();
      plantTable.step();
    }
  }
  throw new Error('it does not come true in a second');
}

const summary = (values: number[]) => {
  values.sort((one, other) => one - other);
  return {
    least: values[0] ?? Number.NaN,
    median: values[values.length >> 1] ?? Number.NaN,
    most: values.at(-1) ?? Number.NaN,
  };
};

it('shows within 12 ms, and reads the duty within 25 ms behind its filter', async () => {
  const bench = await openRiggedBench();
  const { unos, plantTable, driver, rig } = bench;
  const random = new SeededRandom(5);
  const contact: number[] = [];
  const level: number[] = [];
  for (let trial = 0; trial < 30; trial += 1) {
    unos.advance(Math.round(random.between(0, 40)) * LOOK_MS);
    plantTable.pins.stick(INPUT.RETURN_MADE, true);
    plantTable.pinsChanged();
    const isLow = () => ((unos.controller.chip.cpu.data[PIND] ?? 0) & PIN_D4) === 0;
    contact.push(await msUntil(bench, isLow));
    plantTable.pins.unstick(INPUT.RETURN_MADE);
    plantTable.pinsChanged();
    await bench.pass();
    await bench.pass();
    // What was shown before has left the line, as it has when the next cycle begins.
    unos.advance(8);
    const before = unos.levels.shareOf(0);
    plantTable.plant.turnByHand(trial % 2 === 0 ? 40 : 75);
    plantTable.step();
    level.push(await msUntil(bench, () => unos.levels.shareOf(0) !== before));
    await bench.pass();
  }
  bench.hands.press('CLAMP', null);
  plantTable.plant.turnByHand(75);
  for (let cycle = 0; cycle < 20; cycle += 1) await bench.pass();
  const command: ActuatorCommand = {
    duty: 0,
    driveEnabled: true,
    brakeReleased: false,
    leaseMs: 250,
    sessionOpen: true,
    person: false,
    alarm: 'none',
  };
  const brake: number[] = [];
  const drive: number[] = [];
  const write = () => driver.write(command);
  const isAtPin = (pin: 'D9' | 'D11', share: number) => () => (unos.controller.outputOf(pin) ?? 0) >= share;
  for (let trial = 0; trial < 12; trial += 1) {
    Object.assign(command, { brakeReleased: false, duty: 0 });
    plantTable.plant.turnByHand(20);
    for (let cycle = 0; cycle < 40; cycle += 1) {
      write();
      await bench.pass();
    }
    unos.advance(Math.round(random.between(0, 40)) * LOOK_MS);
    Object.assign(command, { brakeReleased: true, duty: 0.25 });
    await msUntil(bench, isAtPin('D11', 1), write);
    brake.push(await msUntil(bench, () => rig.read().brakeReleased, write));
    await msUntil(bench, isAtPin('D9', 0.15), write);
    drive.push(await msUntil(bench, () => rig.read().driveUp >= 0.15, write));
  }
  const { UPRIGHT_FIGURES } = process.env;
  if (UPRIGHT_FIGURES !== undefined) {
    console.info({ contact: summary(contact), level: summary(level), brake: summary(brake), drive: summary(drive) });
  }
  expect(summary(contact).most).toBeLessThan(12);
  expect(summary(level).most).toBeLessThan(12);
  expect(summary(brake).most).toBeLessThan(5);
  expect(summary(drive).most).toBeLessThan(25);
}, 300_000);
