import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { requestLines } from '../../../boards/raspberry-pi/kernel/gpio-chip.ts';
import { openPiTable } from '../../../boards/raspberry-pi/open-pi-table.ts';
import type { PiProblem } from '../../../boards/raspberry-pi/pi-problem.ts';
import { PI_I2C, piPin } from '../../../boards/raspberry-pi/pin-map.ts';
import { LcdBackpack } from '../../../sim/emulated-uno/lcd-backpack.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { BusTrace } from './bus-trace.ts';
import { openKernelRig } from './kernel-rig.ts';
import { PI_TABLE } from './pi-table.ts';
import { takeChipAway } from './simulated-chips.ts';
import { addChip, SimulatedLines, unplugHeader } from './simulated-lines.ts';

const header = new SimulatedLines('pinctrl-bcm2711');
const clock = { nowMs: () => performance.now(), every: () => () => undefined };
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

async function problemOf(settings: Settings = PI_TABLE): Promise<PiProblem | null> {
  const opened = await openPiTable({ settings, clock, pause });
  if (!opened.ok) return opened.problem;
  await opened.table.close();
  return null;
}

afterEach(() => takeChipAway(null));

describe('what is in the way of a table on a Raspberry Pi', () => {
  it('is nothing in the guest, and whatever was asked for is let go again', async () => {
    expect(await problemOf()).toBeNull();
    expect(await problemOf()).toBeNull();
  });

  it('is a line that somebody has, and who that is', async () => {
    const fan = requestLines(header.path, { lines: [16], direction: 'output', consumer: 'fan control' });
    if (!fan.ok) throw new Error(fan.errno);
    const problem = await problemOf();
    fan.value.close();
    expect(problem?.what).toBe("GPIO16 (pin 36 of the header, Brake release) is in use by 'fan control'");
    expect(problem?.remedies.join()).toContain('/boot/firmware/config.txt');
    expect(await problemOf()).toBeNull();
  });

  it('is a sensor that does not answer, with its address', async () => {
    takeChipAway(0x36);
    expect(await problemOf()).toMatchObject({
      code: 'NO_SENSOR',
      what: 'AS5600 does not answer at 0x36 on /dev/i2c-1',
    });
    takeChipAway(0x68);
    expect((await problemOf())?.what).toContain('MPU6050');
    expect(await problemOf({ ...PI_TABLE, board: { ...PI_TABLE.board, hasAccelerometer: false } })).toBeNull();
  });

  it('is a bus that is not switched on, and the line for config.txt', async () => {
    execFileSync('mv', ['/dev/i2c-1', '/dev/hidden']);
    const problem = await problemOf();
    execFileSync('mv', ['/dev/hidden', '/dev/i2c-1']);
    expect(problem?.code).toBe('NO_I2C');
    expect(problem?.remedies.join()).toContain('dtparam=i2c_arm=on');
  });

  it('is a PWM that is not switched on, and the line for config.txt by the bridge', async () => {
    execFileSync('mount', ['-t', 'tmpfs', 'none', '/sys/class/pwm']);
    const problem = await problemOf();
    const two: Settings = {
      ...PI_TABLE,
      table: { ...PI_TABLE.table, drive: { ...PI_TABLE.table.drive, bridge: 'two-pwm' } },
    };
    const twoProblem = await problemOf(two);
    execFileSync('umount', ['/sys/class/pwm']);
    expect(problem?.code).toBe('NO_PWM');
    expect(problem?.remedies.join()).toContain('config.txt and reboot: dtoverlay=pwm,pin=12,func=4');
    expect(twoProblem?.remedies.join()).toContain('dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4');
    expect(await problemOf()).toBeNull();
  });

  it('is a permission, of the lines, of the bus or of the PWM, and the group to join', async () => {
    const asNobody = async () => {
      process.seteuid?.('nobody');
      try {
        return await problemOf();
      } finally {
        process.seteuid?.(0);
      }
    };
    const lines = await asNobody();
    expect(lines).toMatchObject({ code: 'PERMISSION', what: `no permission to open ${header.path}` });
    expect(lines?.remedies.join()).toContain('sudo usermod -aG gpio $USER');
    chmodSync(header.path, 0o666);
    const bus = await asNobody();
    expect(bus).toMatchObject({ code: 'PERMISSION', what: 'no permission to open /dev/i2c-1' });
    expect(bus?.remedies.join()).toContain('sudo usermod -aG i2c $USER');
    chmodSync('/dev/i2c-0', 0o666);
    const pwm = await asNobody();
    expect(pwm?.code).toBe('PERMISSION');
    expect(pwm?.what).toContain('/sys/class/pwm/pwmchip0');
    expect(pwm?.remedies.join()).toContain('sudo usermod -aG gpio $USER');
    for (const path of [header.path, '/dev/i2c-0']) chmodSync(path, 0o600);
    expect(await problemOf()).toBeNull();
  });

  it('is a computer without GPIO lines, or with those of another chip', async () => {
    const { plugIn } = unplugHeader();
    const none = await problemOf();
    const other = addChip('other', { label: 'gpio-expander', lines: 8 });
    const wrong = await problemOf();
    other.remove();
    plugIn();
    expect(none?.what).toBe(
      "this computer has no GPIO lines; a Raspberry Pi's are pinctrl-rp1, pinctrl-bcm2711, pinctrl-bcm2835",
    );
    expect(wrong?.what).toContain('the GPIO lines here belong to gpio-expander');
    expect(wrong?.remedies.join()).toContain('run this on the Raspberry Pi that the table is wired to');
    expect(await problemOf()).toBeNull();
  });

  it('ends the command with 4, and says it in words', () => {
    execFileSync('mv', ['/dev/i2c-1', '/dev/hidden']);
    let code: unknown = 0;
    let said = '';
    try {
      execFileSync(
        process.execPath,
        ['dist/src/main.js', 'run', '--board', 'raspberry-pi', '--console', 'none', '--state-dir', '/run/tmp/state'],
        { encoding: 'utf8', stdio: 'pipe' },
      );
    } catch (thrown) {
      if (thrown instanceof Error && 'status' in thrown && 'stderr' in thrown) {
        code = thrown.status;
        said = String(thrown.stderr);
      }
    }
    execFileSync('mv', ['/dev/hidden', '/dev/i2c-1']);
    expect(said).toContain('there is no I2C bus /dev/i2c-1');
    expect(code).toBe(4);
  });
});

describe('the panel at the pins', () => {
  it('lights one lamp at a time, sounds, and is dark when the table is closed', async () => {
    const opened = await openPiTable({ settings: PI_TABLE, clock, pause });
    if (!opened.ok) throw new Error(opened.problem.what);
    const shown = () =>
      ['LIGHT_GREEN', 'LIGHT_YELLOW', 'LIGHT_RED', 'BUZZER'].map((name) => header.level(piPin(name).gpio));
    const { panel } = opened.table;
    panel.light('green');
    expect(shown()).toEqual([true, false, false, false]);
    panel.light('red');
    panel.buzzer(true);
    expect(shown()).toEqual([false, false, true, true]);
    await opened.table.close();
    expect(shown()).toEqual([false, false, false, false]);
  });
});

describe('the display on the bus', () => {
  it('shows its lines, and one that is taken away is dark without a word to the table', async () => {
    const opened = await openPiTable({ settings: PI_TABLE, clock, pause });
    if (!opened.ok) throw new Error(opened.problem.what);
    const { display } = opened.table.panel;
    const trace = new BusTrace();
    display?.lines(['kim-2013-60', 'ready', 'takes 15:56', '75 deg head-up']);
    await display?.drawn();
    const backpack = new LcdBackpack();
    for (const byte of trace.bytesTo(PI_I2C.lcd.address)) backpack.write(byte);
    trace.close();
    expect(backpack.display.text.map((line) => line.trimEnd())).toEqual([
      'kim-2013-60',
      'ready',
      'takes 15:56',
      '75 deg head-up',
    ]);
    takeChipAway(PI_I2C.lcd.address);
    display?.lines(['gone']);
    await display?.drawn();
    expect(display?.failure).toBe('ENXIO');
    await opened.table.close();
  });
});

describe('a sensor that vanishes', () => {
  it('[H-11] reads as an open wire within 110 ms, while the contacts stay known', async () => {
    const rig = await openKernelRig();
    await rig.pass(200);
    expect(rig.table.read().tiltCounts).toBeGreaterThan(700);
    takeChipAway(0x36);
    await rig.pass(120);
    const { tiltCounts, atMs, accelAtMs } = rig.table.read();
    expect(tiltCounts).toBe(0);
    expect(rig.plantTable.nowMs - atMs).toBeLessThanOrEqual(10);
    expect(rig.plantTable.nowMs - accelAtMs).toBeLessThanOrEqual(30);
    await rig.dispose();
  });
});
