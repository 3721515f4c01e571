import { describe, expect, it } from 'vitest';
import { MESSAGE, PIN_MODE } from '../../../boards/firmata/firmata-protocol.ts';
import { RIG_HIGH_CONTACT } from '../../../boards/rig/rig-wiring.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { INPUT, returnPressed } from '../../../src/domain/inputs.ts';
import { openRiggedBench, type RiggedBench } from '../../support/rigged-bench.ts';

const { degPerCount, countsAtHorizontal } = DEFAULT_SETTINGS.board.potentiometer;
/** What the sensors themselves are off by, 0.15 deg, and half a count of the converter. */
const POT_WITHIN_DEG = 0.15 + degPerCount / 2;

/** Of the board's own outputs behind its pins. */
const FIRST_LIGHT = 20;

const run = async ({ pass }: RiggedBench, ms: number) => {
  for (let passedMs = 0; passedMs < ms; passedMs += 10) await pass();
};

describe('a rig on two Unos, wired pin to pin', () => {
  it('shows every contact at its own pin, and never drives one high against another', async () => {
    const bench = await openRiggedBench();
    await run(bench, 50);
    const { driver, hands, plantTable, unos } = bench;
    const atRest = plantTable.inputs;
    expect(driver.read().inputs).toBe(atRest);
    for (const bit of Object.values(INPUT)) {
      const isSet = (atRest & bit) !== 0;
      plantTable.pins.stick(bit, !isSet);
      plantTable.pinsChanged();
      await run(bench, 50);
      expect(driver.read().inputs).toBe(atRest ^ bit);
      plantTable.pins.unstick(bit);
      plantTable.pinsChanged();
    }
    await run(bench, 50);
    expect(driver.read().inputs).toBe(atRest);
    const pins = ['A', 'B'].flatMap((port) => [0, 1, 2, 3, 4, 5].map((bit) => `GP${port}${bit}` as 'GPA0'));
    expect(pins.map((pin) => unos.contacts.outputOf(pin))).not.toContain(true);
    hands.press('RETURN', 200);
    await run(bench, 40);
    expect(returnPressed(driver.read().inputs)).toBe(true);
    await run(bench, 250);
    expect(driver.read().inputs).toBe(atRest);
  }, 120_000);

  it('[H-03] holds the one contact to 5 V closed without a gap, and closes it again where a byte was lost', async () => {
    const bench = await openRiggedBench();
    const { driver, hands, rig } = bench;
    hands.press('UP', null);
    await run(bench, 50);
    const gaps = async (ms: number) => {
      let open = 0;
      for (let passedMs = 0; passedMs < ms; passedMs += 10) {
        await bench.pass();
        if ((driver.read().inputs & INPUT.UP) === 0) open += 1;
      }
      return open;
    };
    expect(await gaps(1500)).toBe(0);
    rig.ask([MESSAGE.setPinMode, RIG_HIGH_CONTACT.pin, 0]);
    expect(await gaps(250)).toBeGreaterThan(0);
    expect(await gaps(500)).toBe(0);
    hands.release('UP');
    await run(bench, 50);
    expect(await gaps(200)).toBe(20);
  }, 120_000);

  it('reads the lights and the buzzer of the board, and that it lives', async () => {
    const bench = await openRiggedBench();
    const { driver, rig, unos } = bench;
    const seen: unknown[] = [];
    for (const light of [0, 1, 2, 3]) {
      const pin = FIRST_LIGHT + light;
      driver.link.send([MESSAGE.setPinMode, pin, PIN_MODE.output, MESSAGE.setDigitalPin, pin, 1]);
      await run(bench, 60);
      seen.push({ ...rig.read().lamps });
      driver.link.send([MESSAGE.setDigitalPin, pin, 0]);
    }
    const dark = { green: false, yellow: false, red: false, buzzer: false };
    expect(seen).toEqual(['green', 'yellow', 'red', 'buzzer'].map((lamp) => ({ ...dark, [lamp]: true })));
    expect(rig.read()).toMatchObject({ isAlive: true, isPowered: true });
    unos.controller.holdInReset('external');
    await run(bench, 60);
    expect(rig.read()).toMatchObject({ isAlive: false, driveUp: 0, driveDown: 0, brakeReleased: false });
  }, 120_000);

  it.each([
    ['as on a breadboard', 0.7],
    ['without any noise, where every conversion is the same', 0],
  ])(
    'shows the tilt within the error of the sensor and half a count, %s',
    async (_name, noiseLsb) => {
      const bench = await openRiggedBench({ noiseLsb });
      const { plantTable, driver } = bench;
      for (const tiltDeg of [75, 40.1, 0, -30.3, -60]) {
        plantTable.plant.turnByHand(tiltDeg);
        await run(bench, 40);
        const readDeg: number[] = [];
        for (let look = 0; look < 20; look += 1) {
          await run(bench, 10);
          readDeg.push((driver.read().tiltCounts - countsAtHorizontal) * degPerCount);
        }
        const meanDeg = readDeg.reduce((sum, deg) => sum + deg, 0) / readDeg.length;
        expect(Math.abs(meanDeg - plantTable.plant.tiltDeg)).toBeLessThan(POT_WITHIN_DEG);
      }
    },
    120_000,
  );
});
