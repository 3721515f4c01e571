import { describe, expect, it } from 'vitest';
import { findFault, SIMULATED_FAULTS } from '../../sim/faults.ts';
import { NOT_SIMULATED } from '../../sim/faults-not-simulated.ts';
import type { PowerSupply } from '../../sim/power-supply.ts';
import type { TablePins } from '../../sim/table-pins.ts';
import { CLAMPS_CLOSED, E_STOP_CLOSED, INPUT } from '../../src/domain/inputs.ts';
import { HAZARDS } from '../../src/safety/hazards.ts';
import { moving, standing, TableDriver } from './table-driver.ts';

/** Everything that a fault may touch and that `clear` must put back. */
function conditionOf({ table }: TableDriver): unknown {
  const { pot, accelSilent, accelShiftG, accelOutGain, currentGain, currentOffsetAmps } = table.sensors.defects;
  return structuredClone({
    plant: table.plant.defects,
    brake: table.plant.brake.defect,
    supply: conditionOfSupply(table.plant.supply),
    heat: [table.plant.heat.extraK, table.plant.heat.limitShare, table.plant.heat.isCutOut],
    sensors: { pot, accelSilent, accelShiftG, accelOutGain, currentGain, currentOffsetAmps },
    link: [table.link.telemetry.defects, table.link.commands.defects],
    clockRate: table.clock.rate,
    due: table.timers.nextMs,
    riderComCm: table.plant.load.comCm,
    contacts: table.pins.contacts,
    // A process that was started anew is another one for good.
    host: { ...table.host, starts: 0 },
    pins: [0, -1].map((contacts) => pinsAt(table.pins, contacts)),
  });
}

/** Besides the voltage of the moment. */
function conditionOfSupply({ mainsLost, chargeWh, mostVolts, trippingAmps }: PowerSupply): unknown {
  return { mainsLost, chargeWh, mostVolts, trippingAmps };
}

/** What the pins say with all contacts open, or closed: a stuck one shows in one of the two. */
function pinsAt(pins: TablePins, contacts: number): number {
  const before = pins.contacts;
  pins.contacts = contacts;
  const inputs = pins.resolve(contacts);
  pins.contacts = before;
  return inputs;
}

const everyVariant = SIMULATED_FAULTS.flatMap(({ id, variants }) =>
  variants.length === 0 ? [id] : variants.map((variant) => `${id}:${variant}`),
);
/** They act on the board's past, which nothing brings back. */
const PASSING = new Set(['H-33', 'H-45:single']);
const STANDS_DEG = -20;

describe('every simulated fault', () => {
  it.each(everyVariant)('%s changes the table, and clearing it puts everything back', (fault) => {
    const driver = new TableDriver({ startTiltDeg: STANDS_DEG }).drive(200, standing);
    const sound = conditionOf(driver);
    expect(driver.buttons.inject(fault)).toEqual({ ok: true });
    if (!PASSING.has(fault)) expect(conditionOf(driver)).not.toEqual(sound);
    expect(driver.buttons.injected).toEqual([fault.slice(0, 4)]);
    expect(driver.buttons.clear(fault)).toEqual({ ok: true });
    expect(conditionOf(driver)).toEqual(sound);
    expect(driver.buttons.injected).toEqual([]);
  });

  it.each(everyVariant)('%s, cleared after a second of motion, leaves a table like one that never had it', (fault) => {
    const [broken, sound] = [0, 1].map(() => new TableDriver({ startTiltDeg: STANDS_DEG }).drive(200, standing));
    if (broken === undefined || sound === undefined) throw new Error('two tables');
    broken.buttons.inject(fault);
    for (const driver of [broken, sound]) driver.drive(1000, moving(0.1));
    broken.buttons.clear(fault);
    for (const driver of [broken, sound]) driver.drive(500, standing);
    expect(conditionOf(broken)).toEqual(conditionOf(sound));
  });

  it('has an id, a name and a summary of its own', () => {
    expect(new Set(SIMULATED_FAULTS.map(({ id }) => id)).size).toBe(SIMULATED_FAULTS.length);
    expect(new Set(SIMULATED_FAULTS.map(({ name }) => name)).size).toBe(SIMULATED_FAULTS.length);
    for (const { name, summary } of SIMULATED_FAULTS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary.length).toBeGreaterThan(10);
    }
  });
});

describe('the hazard table', () => {
  it('has every row shown on the simulated table, or named with where it is shown instead; none twice', () => {
    const shown = SIMULATED_FAULTS.map(({ id }) => id);
    const unseen = NOT_SIMULATED.map(({ id }) => id);
    expect([...shown, ...unseen].sort()).toEqual(HAZARDS.map(({ id }) => id).sort());
  });

  it.each(SIMULATED_FAULTS.map(({ id, name }) => [id, name]))('calls %s %s as well', (id, name) => {
    expect(HAZARDS.find((hazard) => hazard.id === id)?.name).toBe(name);
  });

  it.each(NOT_SIMULATED.map(({ id, because, shownBy }) => [id, because, shownBy]))(
    'says of %s why it cannot be shown, and what shows it',
    (id, because, shownBy) => {
      const found = findFault(id.toLowerCase());
      expect(found.ok ? '' : found.because).toBe(
        `${id} cannot be shown on the simulated table: ${because}; ${shownBy} shows it`,
      );
    },
  );

  it.each(['down-stuck', 'down-open', 'up-stuck', 'leads-swapped', 'overspeed'])('still knows %s', (alias) => {
    expect(findFault(alias).ok).toBe(true);
  });
});

describe('findFault', () => {
  it('knows a fault by id or name, with a variant, in any case', () => {
    expect(findFault('h-11:SHORT')).toMatchObject({ ok: true, variant: 'short', fault: { id: 'H-11' } });
    expect(findFault('angle-open')).toMatchObject({ ok: true, variant: 'open', fault: { id: 'H-11' } });
  });

  it.each([
    ['angle-stuk', 'angle-stuck'],
    ['H-36', 'cannot be shown on the simulated table'],
    ['H-11:shot', "'short'"],
    ['H-05:both', 'no variants'],
    ['H-11:open:now', ''],
    ['', ''],
  ])('answers %j with what it may have meant', (text, hint) => {
    const found = findFault(text);
    expect(found.ok).toBe(false);
    expect(found.ok ? '' : found.because).toContain(hint);
  });

  it('will not clear what is not in', () => {
    expect(new TableDriver().buttons.clear('H-08')).toMatchObject({ ok: false });
  });
});

describe('what a fault shows', () => {
  const rising = () => new TableDriver({ startTiltDeg: -30 }).drive(1000, moving(0.2));

  it.each([
    ['H-01', INPUT.DOWN, INPUT.DOWN],
    ['H-03', INPUT.UP, INPUT.UP],
    ['H-04:made', INPUT.RETURN_MADE, INPUT.RETURN_MADE],
    ['H-04:break-open', INPUT.RETURN_BREAK_CLOSED, 0],
    ['H-05', E_STOP_CLOSED, 0],
    ['H-06:a', E_STOP_CLOSED, INPUT.E_STOP_B_CLOSED],
    ['H-06:b', E_STOP_CLOSED, INPUT.E_STOP_A_CLOSED],
    ['H-21', CLAMPS_CLOSED, 0],
    ['H-59:a', CLAMPS_CLOSED, INPUT.CLAMP_B_CLOSED],
    ['H-47', INPUT.UPRIGHT_LIMIT, INPUT.UPRIGHT_LIMIT],
  ])('[%s] at the pins', (fault, mask, expected) => {
    const driver = rising();
    driver.buttons.inject(fault);
    expect(driver.table.read().inputs & mask).toBe(expected);
  });

  it('[H-22] keeps the clamp switches closed when the clamp opens', () => {
    const driver = rising();
    driver.buttons.inject('H-22');
    driver.buttons.release('CLAMP');
    expect(driver.table.inputs & CLAMPS_CLOSED).toBe(CLAMPS_CLOSED);
  });

  it('[H-46] keeps the upright switch open', () => {
    const driver = new TableDriver();
    driver.buttons.inject('H-46');
    expect(driver.table.inputs & INPUT.UPRIGHT_LIMIT).toBe(0);
  });

  it('[H-08] keeps the angle while the table moves, as noisy as ever', () => {
    const driver = rising();
    driver.buttons.inject('H-08');
    const before = driver.table.read().tiltCounts;
    driver.drive(3000, moving(0.2));
    expect(Math.abs(driver.table.read().tiltCounts - before)).toBeLessThan(2);
    expect(driver.tiltDeg).toBeGreaterThan(-26);
  });

  it('[H-09] jumps in one sample, or again and again', () => {
    const jumpsIn = (fault: string): number => {
      const driver = new TableDriver({ startTiltDeg: -30 }).drive(100, standing);
      driver.buttons.inject(fault);
      let jumps = 0;
      for (let cycle = 0; cycle < 100; cycle++) {
        driver.drive(10);
        if (driver.table.read().tiltCounts > 420) jumps += 1;
      }
      return jumps;
    };
    // The board reads once itself when the pins change.
    expect(jumpsIn('H-09:single')).toBeLessThanOrEqual(1);
    expect(jumpsIn('H-09:repeated')).toBeGreaterThanOrEqual(4);
  });

  it('[H-10] drifts slowly and not for ever', () => {
    const driver = new TableDriver({ startTiltDeg: -30 }).drive(100, standing);
    const before = driver.table.read().tiltCounts;
    driver.buttons.inject('H-10:up');
    driver.drive(10_000);
    expect(driver.table.read().tiltCounts - before).toBeCloseTo(19, -0.5);
    driver.drive(120_000);
    expect(driver.table.read().tiltCounts - before).toBeLessThan(117);
  });

  it('[H-11] leaves the band to either side', () => {
    const driver = rising();
    driver.buttons.inject('H-11:open');
    driver.drive(20);
    expect(driver.table.read().tiltCounts).toBeGreaterThan(1020);
    driver.buttons.inject('H-11:short');
    driver.drive(20);
    expect(driver.table.read().tiltCounts).toBeLessThan(3);
  });

  it('[H-14] silences the accelerometer as well', () => {
    const driver = rising();
    driver.buttons.inject('H-14');
    driver.drive(500);
    const { atMs, accelAtMs } = driver.table.read();
    expect(atMs - accelAtMs).toBeGreaterThan(400);
  });

  it('[H-18] stands in the way down and leaves the way up free', () => {
    const driver = new TableDriver({ startTiltDeg: -10 }).drive(100, standing);
    driver.buttons.inject('H-18');
    driver.drive(3000, moving(-0.3));
    expect(driver.tiltDeg).toBeGreaterThan(-12);
    driver.drive(3000, moving(0.3));
    expect(driver.tiltDeg).toBeGreaterThan(-6);
  });

  it('[H-19] stands in the way up, and the current shows it', () => {
    const driver = rising();
    driver.buttons.inject('H-19');
    const wallDeg = driver.tiltDeg;
    driver.drive(3000, moving(0.5));
    expect(driver.tiltDeg).toBeLessThan(wallDeg + 1.5);
    expect(driver.table.read().currentAmps).toBeGreaterThan(11);
  });

  it('[H-20] asks more of the drive', () => {
    const driver = rising();
    const before = driver.table.plant.motorAmps;
    driver.buttons.inject('H-20');
    driver.drive(500);
    expect(driver.table.plant.motorAmps).toBeGreaterThan(before + 1);
  });

  it.each(['H-29', 'H-34'])('[%s] freezes the frames', (fault) => {
    const driver = rising();
    driver.buttons.inject(fault);
    const { atMs } = driver.table.read();
    driver.drive(500);
    expect(driver.table.read().atMs).toBe(atMs);
  });

  it('[H-29] loses the commands too, so that the board takes over', () => {
    const driver = rising();
    driver.buttons.inject('H-29');
    driver.drive(500);
    expect(driver.table.board.mode).toBe('returning');
  });

  it('[H-15] turns the other way', () => {
    const driver = new TableDriver({ startTiltDeg: 0 }).drive(100, moving(0));
    driver.buttons.inject('H-15');
    driver.drive(1000, moving(0.3));
    expect(driver.tiltDeg).toBeLessThan(-1);
  });

  it('[H-16] draws current at zero command until the drive is cut', () => {
    const driver = new TableDriver({ startTiltDeg: 0 }).drive(100, standing);
    driver.buttons.inject('H-16');
    driver.drive(500, { duty: 0, driveEnabled: true, brakeReleased: false });
    expect(driver.table.read().currentAmps).toBeGreaterThan(3);
    driver.drive(500, standing);
    expect(driver.table.read().currentAmps).toBeLessThan(0.6);
  });

  it('[H-17] moves nothing and draws nothing', () => {
    const driver = new TableDriver({ startTiltDeg: 0 }).drive(100, standing);
    driver.buttons.inject('H-17');
    driver.drive(1000, moving(0.4));
    expect(Math.abs(driver.tiltDeg)).toBeLessThan(0.01);
    expect(driver.table.plant.motorAmps).toBe(0);
  });

  it('[H-49] runs faster and faster on the way up, and obeys a duty of zero', () => {
    const driver = rising();
    driver.buttons.inject('H-49');
    driver.drive(3000, moving(0.2));
    expect(driver.table.plant.rateDegPerSec).toBeGreaterThan(4);
    driver.drive(500, moving(0));
    expect(Math.abs(driver.table.plant.rateDegPerSec)).toBeLessThan(0.5);
  });

  it('[H-53] does not release, or does not hold', () => {
    const heavy = { massKg: 200, comCm: 15 };
    const stuck = new TableDriver({ startTiltDeg: 0 }).drive(100, standing);
    stuck.buttons.inject('H-53:engaged');
    stuck.drive(1000, moving(0.2));
    expect(stuck.tiltDeg).toBe(0);
    const slipping = new TableDriver({ startTiltDeg: 0, rider: heavy }).drive(100, standing);
    slipping.buttons.inject('H-53:released');
    slipping.drive(500);
    expect(slipping.tiltDeg).toBeLessThan(-1);
  });

  it('[H-55] turns the motor with little current and the table not at all', () => {
    const driver = new TableDriver({ startTiltDeg: 0 }).drive(100, standing);
    driver.buttons.inject('H-55');
    driver.drive(1000, moving(0.5));
    expect(Math.abs(driver.tiltDeg)).toBeLessThan(0.01);
    expect(driver.table.plant.motorAmps).toBeGreaterThan(0.2);
  });

  it.each([
    ['H-48:brake-slips', 0.1],
    ['H-48:drive-worn', 0.05],
    ['H-58:leant-on', 1],
    ['H-58:slowly', 0.5],
  ])('[%s] lets a table sink that stands without current', (fault, leastDeg) => {
    const driver = new TableDriver({ startTiltDeg: -60 }).drive(500, standing);
    driver.buttons.inject(fault);
    driver.drive(2000);
    expect(driver.table.plant.motorAmps).toBe(0);
    expect(driver.tiltDeg).toBeLessThan(-60 - leastDeg);
    expect(driver.tiltDeg).toBeGreaterThan(-66);
  });

  it('[H-57] cuts the motor off until it has cooled', () => {
    const driver = new TableDriver({ startTiltDeg: -30 }).drive(100, standing);
    driver.buttons.inject('H-57:cut-out');
    driver.drive(1000, moving(0.3));
    expect(driver.tiltDeg).toBeCloseTo(-30, 1);
    driver.drive(300_000, standing).drive(1000, moving(0.3));
    // Its heat from outside does not cool: only clearing takes it away.
    expect(driver.tiltDeg).toBeCloseTo(-30, 1);
    driver.buttons.clear('H-57');
    driver.drive(2000, moving(0.3));
    expect(driver.tiltDeg).toBeGreaterThan(-27);
  });

  it('[H-24] resets the board, whose frames then stop, and the supply comes back', () => {
    const driver = rising();
    driver.buttons.inject('H-24:dip');
    driver.drive(200);
    expect(driver.table.plant.supply.volts).toBeLessThan(5);
    const { atMs } = driver.table.read();
    driver.drive(300);
    expect(driver.table.plant.supply.volts).toBeGreaterThan(23);
    expect(driver.table.read().atMs).toBe(atMs);
    driver.drive(1500);
    expect(driver.table.read().bootId).toBe(2);
    expect(driver.table.read().boardClockMs).toBeLessThan(2000);
  });

  it('[H-24] resets it again whenever the drive draws more than the worn supply gives', () => {
    const driver = new TableDriver({ startTiltDeg: -50, rider: { massKg: 150, comCm: 5 } }).drive(300, standing);
    driver.buttons.inject('H-24:under-load');
    driver.silent(20_000);
    expect(driver.table.board.bootId).toBeGreaterThan(3);
  });

  it('[H-25] lets the reserve run out, and the table with it', () => {
    const driver = new TableDriver({ startTiltDeg: -30 }).drive(100, standing);
    driver.buttons.inject('H-25:nearly-empty');
    driver.drive(300_000);
    expect(driver.table.plant.supply.isDead).toBe(true);
    const before = driver.tiltDeg;
    driver.drive(2000, moving(0.3));
    expect(driver.tiltDeg).toBe(before);
  });

  it('[H-30] [H-31] [H-35] delivers frames that are missing, old, or late with an input', () => {
    const sequencesWith = (fault: string): number[] => {
      const driver = rising();
      driver.table.read();
      driver.buttons.inject(fault);
      return Array.from({ length: 101 }, () => driver.drive(10).table.read().sequence);
    };
    const steps = (sequences: number[]): number[] =>
      sequences.slice(1).map((sequence, index) => sequence - (sequences[index] ?? 0));
    expect(steps(sequencesWith('H-30:repeated')).filter((step) => step === 2)).toHaveLength(5);
    expect(steps(sequencesWith('H-30:burst')).filter((step) => step > 2)).toHaveLength(1);
    expect(Math.min(...steps(sequencesWith('H-31:late')))).toBe(-4);
    expect(Math.min(...steps(sequencesWith('H-31:repeated')))).toBe(0);
    const driver = rising();
    driver.table.read();
    driver.buttons.inject('H-35');
    driver.buttons.press('SELECT', null);
    expect(driver.drive(10).table.read().inputs & INPUT.SELECT).toBe(0);
    expect(driver.drive(10).table.read().inputs & INPUT.SELECT).toBe(INPUT.SELECT);
  });

  it('[H-37] drifts apart from the host by a tenth', () => {
    const driver = rising();
    driver.buttons.inject('H-37:fast');
    const before = { ...driver.table.read() };
    driver.drive(10_000, standing);
    const { boardClockMs, atMs } = driver.table.read();
    expect((boardClockMs - before.boardClockMs) / (atMs - before.atMs)).toBeCloseTo(1.1, 6);
  });

  it('[H-44] moves nothing by the old commands that come after the lease', () => {
    const driver = new TableDriver({ startTiltDeg: -40 }).drive(1000, moving(-0.2));
    driver.buttons.inject('H-44');
    driver.drive(800);
    expect(driver.table.board.mode).toBe('returning');
    driver.drive(2000);
    expect(driver.table.plant.rateDegPerSec).toBeGreaterThan(1);
  });

  it('[H-07] presses E-STOP and lets it go', () => {
    const driver = rising();
    driver.buttons.inject('H-07');
    expect(driver.table.inputs & E_STOP_CLOSED).toBe(0);
    driver.drive(2100);
    expect(driver.table.inputs & E_STOP_CLOSED).toBe(E_STOP_CLOSED);
    const stoodDeg = driver.tiltDeg;
    driver.drive(3000, moving(-0.3));
    expect(driver.tiltDeg).toBe(stoodDeg);
  });

  it('[H-51] keeps the session through the loss of power, or loses it with the rest', () => {
    const kept = rising();
    kept.buttons.inject('H-51:power-cycle');
    expect(kept.silent(6000).table.board.mode).toBe('returning');
    const lost = rising();
    lost.buttons.inject('H-51:session-forgotten');
    expect(lost.silent(6000).table.board.mode).toBe('idle');
    expect(lost.table.host.starts).toBe(2);
  });
});
