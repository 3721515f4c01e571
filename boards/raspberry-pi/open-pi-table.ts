import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import type { Settings } from '../../src/config/settings.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { CharacterDisplay } from './character-display.ts';
import { findGpioChips, type LineRequest, lineUser, requestLines } from './kernel/gpio-chip.ts';
import type { GpioLines } from './kernel/gpio-lines.ts';
import { type I2cDevice, openI2cDevice } from './kernel/i2c-device.ts';
import { findPwmChip, openPwmChannel, type PwmChannel } from './kernel/pwm-channel.ts';
import { openPiInputs } from './pi-inputs.ts';
import { PiOutputs } from './pi-outputs.ts';
import { PANEL_PINS, PiPanel } from './pi-panel.ts';
import { kernelRefused, lineBusy, noGpio, noI2c, noPwm, noSensor, type PiProblem, pwmRefused } from './pi-problem.ts';
import { PI_CHIPS, PI_I2C, PI_PWM, type PiPin, piPin } from './pin-map.ts';
import { RaspberryPiTable } from './raspberry-pi-table.ts';
import { wakeAccelerometer } from './sensors/accelerometer.ts';
import { startCurrentSensor } from './sensors/current-sensor.ts';
import { PiSensors, type SensorChips } from './sensors/pi-sensors.ts';

export interface PiOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

export type OpenedPi =
  | { readonly ok: true; readonly table: RaspberryPiTable }
  | { readonly ok: false; readonly problem: PiProblem };

/** Register that every chip has and whose reading harms none, to see whether it answers. */
const FIRST_REGISTER = 0;
/** Said by the kernel to whoever asks who has a line. */
export const TABLE_CONSUMER = 'upright';
/** sysfs says what board it is. */
const MODEL_FILE = '/proc/device-tree/model';

/** Carries a problem out of however many calls lie between; never leaves this file. */
class Refused extends Error {
  readonly problem: PiProblem;
  constructor(problem: PiProblem) {
    super(problem.what);
    this.problem = problem;
  }
}

/** Opens the table on this computer's pins. What cannot be had is a problem with its remedy, and nothing is kept. */
export async function openPiTable({ settings, clock, pause }: PiOptions): Promise<OpenedPi> {
  const undo: (() => void | Promise<void>)[] = [];
  try {
    const { chips, refused } = findGpioChips();
    const chip = chips.find(({ label }) => PI_CHIPS.includes(label));
    if (chip === undefined) throw new Refused(noGpio(chips, refused));
    const ask = lineAsker(chip.path, undo);
    const sensors = await openSensors(settings, clock, undo);
    const inputs = openPiInputs(({ pins, activeLow, debounceUs }) => {
      const request = { direction: 'input', activeLow, bias: 'pull-up', edges: true } as const;
      return { ok: true, value: ask(pins, debounceUs === undefined ? request : { ...request, debounceUs }) };
    });
    if (!inputs.ok) throw new Refused(kernelRefused('the inputs', inputs.errno));
    const relay = ask([piPin('RELAY_HELD')], { direction: 'input', activeLow: true, bias: 'pull-up' });
    const outputs = await openOutputs({ settings, pause, ask, undo });
    const lights = ask(PANEL_PINS.map(piPin), { direction: 'output', initial: 0 });
    const display = await openDisplay(pause);
    await sensors.ask();
    const kernel = release();
    const name = `raspberry-pi ${modelOf(chip.label)}`;
    return {
      ok: true,
      table: new RaspberryPiTable({
        ...{ name, kernel, settings, clock, outputs, sensors, relay },
        inputs: inputs.value,
        panel: new PiPanel(lights, display),
      }),
    };
  } catch (thrown) {
    for (const step of undo.reverse()) await step();
    if (thrown instanceof Refused) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

type Ask = (pins: readonly PiPin[], request: Omit<LineRequest, 'lines' | 'consumer'>) => GpioLines;
type Undo = (() => void | Promise<void>)[];

function lineAsker(chip: string, undo: Undo): Ask {
  return (pins, request) => {
    const made = requestLines(chip, { ...request, lines: pins.map(({ gpio }) => gpio), consumer: TABLE_CONSUMER });
    if (made.ok) {
      undo.push(() => made.value.close());
      return made.value;
    }
    if (made.errno !== 'EBUSY') throw new Refused(kernelRefused(`the lines of ${chip}`, made.errno));
    const taken = pins.find(({ gpio }) => lineUser(chip, gpio) !== null) ?? pins[0] ?? piPin('E_STOP_A');
    throw new Refused(lineBusy(taken, lineUser(chip, taken.gpio)));
  };
}

interface OutputNeeds {
  readonly settings: Settings;
  readonly pause: (ms: number) => Promise<void>;
  readonly ask: Ask;
  readonly undo: Undo;
}

async function openOutputs({ settings, pause, ask, undo }: OutputNeeds): Promise<PiOutputs> {
  const { bridge } = settings.table.drive;
  const hasDirection = bridge === 'pwm-dir';
  const folder = findPwmChip(PI_PWM.devices);
  if (folder === null) {
    const both = 'dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4';
    throw new Refused(noPwm(hasDirection ? 'dtoverlay=pwm,pin=12,func=4' : both));
  }
  const channelOf = async (name: string): Promise<PwmChannel> => {
    const { channel = 0 } = piPin(name);
    const opened = await openPwmChannel(folder, { channel, periodNs: PI_PWM.periodNs, pause });
    if (!opened.ok) throw new Refused(pwmRefused(folder, opened.errno));
    undo.push(() => opened.value.close());
    return opened.value;
  };
  const up = await channelOf('DRIVE_UP');
  const down = hasDirection ? null : await channelOf('DRIVE_DOWN');
  const pins = [piPin('BRAKE'), piPin('RELAY'), ...(hasDirection ? [piPin('DRIVE_DOWN')] : [])];
  const lines = ask(pins, { direction: 'output', initial: 0 });
  return new PiOutputs({ lines, up, down });
}

async function openSensors(settings: Settings, clock: Clock, undo: Undo): Promise<PiSensors> {
  const chips: SensorChips = {
    angle: await openChip(PI_I2C.angle, undo),
    current: await openChip(PI_I2C.current, undo),
    accelerometer: settings.board.hasAccelerometer ? await openChip(PI_I2C.accelerometer, undo) : null,
  };
  if (!(await startCurrentSensor(chips.current))) throw new Refused(noSensor(PI_I2C.current, PI_I2C.bus));
  if (chips.accelerometer !== null && !(await wakeAccelerometer(chips.accelerometer))) {
    throw new Refused(noSensor(PI_I2C.accelerometer, PI_I2C.bus));
  }
  return new PiSensors(chips, () => clock.nowMs());
}

/** None where none answers: a display is nobody's safety. */
async function openDisplay(pause: PiOptions['pause']): Promise<CharacterDisplay | null> {
  const { address, rows, columns } = PI_I2C.lcd;
  const opened = openI2cDevice(PI_I2C.bus, address);
  if (!opened.ok) return null;
  if ((await opened.value.receive()).ok) return new CharacterDisplay(opened.value, { rows, columns, pause });
  await opened.value.close();
  return null;
}

async function openChip(part: { readonly chip: string; readonly address: number }, undo: Undo): Promise<I2cDevice> {
  const opened = openI2cDevice(PI_I2C.bus, part.address);
  if (!opened.ok) throw new Refused(noI2c(PI_I2C.bus, opened.errno));
  undo.push(() => opened.value.close());
  if (!(await opened.value.read(FIRST_REGISTER, 1)).ok) throw new Refused(noSensor(part, PI_I2C.bus));
  return opened.value;
}

function modelOf(label: string): string {
  try {
    return readFileSync(MODEL_FILE, 'utf8').replace(/\0/g, '').replace('Raspberry Pi ', '');
  } catch {
    return label;
  }
}
