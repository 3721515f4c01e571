import type { BoardBench } from '../../support/board-bench.ts';
import { SECOND_COPY_AT } from '../../support/calibrated-eeprom.ts';
import { type BoardProof, HEAD_DOWN, HEAD_UP, type Place } from './board-proof.ts';
import { check, comesUp, keepsBounds, stands } from './plant-judges.ts';

const NEARLY_UP: Place = { short: 26, whole: 68 };
const FULLY_INVERTED: Place = { short: -18, whole: -58 };
/** From where a slip of 110 deg ends beyond upright. */
const BELOW_HORIZONTAL: Place = { short: -8, whole: -30 };
const SLIPS_MS = 6100;
const UP_DUTY = 0.3;
/** Lag shows, and then the leads' way down to the limit and back. */
const TO_THE_LIMIT_MS = 20_000;

/** A host that dies with this fault in: the board is alone with it. */
function dies(bench: BoardBench, fault: string): BoardBench {
  bench.hands.inject(fault);
  bench.host.isAlive = false;
  return bench.mark();
}

/** The wiper slips while the table stands under its lease. */
function slips(bench: BoardBench): BoardBench {
  bench.hands.inject('H-10:slips-up');
  return bench.run(SLIPS_MS).mark();
}

interface Alone {
  readonly id: BoardProof['id'];
  readonly title: string;
  readonly injected: string;
  readonly fault: string;
  readonly blind?: boolean;
  readonly from?: Place;
  readonly extraMs?: number;
  readonly isPushed?: boolean;
}

/** The plain case: the fault is in, the host dies, the rider comes up. */
function comesUpWith({ id, title, injected, fault, from = HEAD_DOWN, ...way }: Alone): BoardProof {
  return {
    id,
    title,
    injected: `${injected}; the host dies`,
    outcome: way.blind === true ? "upright within policy A's bound" : 'upright within the bound',
    from,
    show: (bench) => void comesUp(dies(bench, fault), way),
  };
}

/** Sensors, drive, supply and memory, with the host gone: what is then left is the board's own. */
export const DRIVE_PROOFS: readonly BoardProof[] = [
  comesUpWith({
    id: 'H-08',
    title: 'an angle that stands still is found out and gone on without',
    injected: 'the wiper gives what it gave, whatever the table does',
    fault: 'H-08',
    blind: true,
  }),
  comesUpWith({
    id: 'H-09',
    title: 'an angle that jumps by 10 deg five times a second keeps nobody down',
    injected: 'every twentieth sample of the wiper is 10 deg off',
    fault: 'H-09:repeated',
    blind: true,
  }),
  {
    id: 'H-10',
    title: 'an angle that has slipped beyond upright keeps no host from bringing the rider up',
    injected:
      'the wiper slips by 110 deg at 18 deg/s in a hold; the host, which has another angle, goes up by a duty of 0.3',
    outcome: 'upright under the lease, within the bounds of rate and acceleration',
    from: BELOW_HORIZONTAL,
    show(bench) {
      const { uprightSwitchDeg } = slips(bench).table.plant.ends;
      bench.host.move(UP_DUTY);
      bench.runUntil(() => bench.tiltDeg > uprightSwitchDeg, 60_000);
      check(bench.tiltDeg > uprightSwitchDeg, `at ${bench.tiltDeg.toFixed(2)} deg after a minute`);
      check(bench.host.isLeased, `the board is ${bench.host.mode}`);
      keepsBounds(bench);
    },
  },
  {
    id: 'H-10',
    title: 'an angle that has slipped beyond upright is none to a board alone',
    injected: 'the wiper slips by 110 deg at 18 deg/s in a hold; the host dies',
    outcome: "upright within policy A's bound",
    from: BELOW_HORIZONTAL,
    show(bench) {
      slips(bench).host.isAlive = false;
      comesUp(bench, { blind: true });
    },
  },
  comesUpWith({
    id: 'H-11',
    title: 'an open wiper is gone on without',
    injected: 'the tilt input is pulled up',
    fault: 'H-11:open',
    blind: true,
  }),
  comesUpWith({
    id: 'H-11',
    title: 'a shorted wiper is gone on without',
    injected: 'the tilt input is tied to ground',
    fault: 'H-11:short',
    blind: true,
  }),
  comesUpWith({
    id: 'H-12',
    title: 'a reversed angle does not follow, and is gone on without',
    injected: "the potentiometer's ends are swapped",
    fault: 'H-12',
    blind: true,
  }),
  comesUpWith({
    id: 'H-14',
    title: 'with both angles lost the rider comes up by duty',
    injected: 'the wiper is open and the accelerometer does not answer on its bus',
    fault: 'H-14',
    blind: true,
  }),
  comesUpWith({
    id: 'H-15',
    title: 'with the leads swapped it reverses once, at the inverted limit, and comes up',
    injected: 'the motor turns the wrong way',
    fault: 'H-15',
    from: FULLY_INVERTED,
    blind: true,
    extraMs: TO_THE_LIMIT_MS,
  }),
  {
    id: 'H-17',
    title: 'without a motor the drive goes off at the time bound, brake on',
    injected: 'no current reaches the motor; the host dies',
    outcome: "stands; drive and brake pins off within policy A's bound, alarm high",
    from: NEARLY_UP,
    show(bench) {
      dies(bench, 'H-17');
      const boundMs = 28_000;
      const tookMs = bench.runUntil(() => bench.host.mode === 'off', boundMs);
      check(tookMs < boundMs, `drives on for ${boundMs} ms without a motor`);
      check(!bench.table.drive.outputs.brakeReleased, 'the brake is released');
      stands(bench, 1000);
      showsRed(bench);
    },
  },
  comesUpWith({
    id: 'H-20',
    title: 'a rider who shifts to and fro comes up',
    injected: 'the centre of mass moves by 12 cm every 2 s',
    fault: 'H-20:repeated',
    extraMs: 3000,
    isPushed: true,
  }),
  comesUpWith({
    id: 'H-23',
    title: 'without mains the rider comes up on the reserve',
    injected: 'the mains are lost',
    fault: 'H-23',
  }),
  comesUpWith({
    id: 'H-25',
    title: 'with the reserve nearly empty the rider still comes up',
    injected: 'the mains are lost and a fortieth of the reserve is left',
    fault: 'H-25:nearly-empty',
    extraMs: 3000,
  }),
  {
    id: 'H-24',
    title: 'a supply that gives way under load still lets the rider come up',
    injected: 'above 0.5 A the supply is gone for 400 ms; the host dies',
    outcome: 'goes up again after each reset, never down by more than 1 deg, within the bounds of rate',
    from: HEAD_UP,
    show(bench) {
      dies(bench, 'H-24:under-load').run(8000);
      check(bench.lowestDeg > bench.markedDeg - 1, `sank to ${bench.lowestDeg.toFixed(2)} deg`);
      const { maxUpDegPerSec } = bench;
      check(maxUpDegPerSec <= 6, `moved at ${maxUpDegPerSec.toFixed(2)} deg/s`);
      bench.hands.clear('H-24');
      bench.mark();
      comesUp(bench, { extraMs: 2000 });
    },
  },
  comesUpWith({
    id: 'H-37',
    title: 'with a clock 10 % slow the rider comes up',
    injected: "the board's crystal is 10 % slow",
    fault: 'H-37:slow',
    extraMs: 5000,
  }),
  {
    id: 'H-39',
    title: 'with one copy of the calibration damaged the other is used',
    injected: "a byte of the EEPROM's first copy is flipped, and the board resets in a session",
    outcome: 'upright within the bound, by angle',
    from: HEAD_DOWN,
    show(bench) {
      damage(bench, [4]);
      bench.mark().hands.inject('H-45:single');
      comesUp(bench);
      check(!bench.host.hasFault('blind'), 'it came up blind');
    },
  },
  {
    id: 'H-39',
    title: 'with both copies damaged a rider in a session comes up blind',
    injected: "a byte of each of the EEPROM's copies is flipped, and the board resets in a session",
    outcome: "upright within policy A's bound",
    from: HEAD_DOWN,
    show(bench) {
      damage(bench, [4, SECOND_COPY_AT + 4]);
      bench.mark().hands.inject('H-45:single');
      comesUp(bench, { blind: true });
    },
  },
  {
    id: 'H-45',
    title: 'a watchdog that trips every 5 s delays the way up and does not end it',
    injected: "the watchdog's reset at once and every 5 s; the host dies",
    outcome: 'upright within the bound and 20 s; the jolt with which a reset stops the drive is not judged',
    from: HEAD_DOWN,
    show(bench) {
      dies(bench, 'H-45:repeated');
      comesUp(bench, { extraMs: 20_000, isCut: true });
    },
  },
  {
    id: 'H-49',
    title: 'a drive that runs away upward is met with the brake',
    injected: 'every upward duty grows by 0.15 a second beyond what is asked for; the host dies',
    outcome: 'never faster than 8 deg/s, and not past the stop',
    from: HEAD_DOWN,
    show(bench) {
      dies(bench, 'H-49').run(20_000);
      const { maxUpDegPerSec } = bench;
      check(maxUpDegPerSec <= 8, `ran at ${maxUpDegPerSec.toFixed(2)} deg/s`);
    },
  },
  {
    id: 'H-53',
    title: 'a brake that does not release is not pulled through',
    injected: 'the brake stays closed; the host dies',
    outcome: 'the table moves by under 3 deg in 30 s; then the drive is off and the light red',
    from: HEAD_DOWN,
    show(bench) {
      dies(bench, 'H-53:engaged').run(60_000);
      check(bench.highestDeg - bench.markedDeg < 3, `moved by ${(bench.highestDeg - bench.markedDeg).toFixed(2)} deg`);
      check(bench.host.mode === 'off', `after 60 s it is ${bench.host.mode}`);
      showsRed(bench);
      keepsBounds(bench);
    },
  },
  comesUpWith({
    id: 'H-53',
    title: 'a brake that does not hold lets the rider come up',
    injected: 'the brake never closes',
    fault: 'H-53:released',
  }),
  comesUpWith({
    id: 'H-54',
    title: 'with a dead current sensor the rider comes up',
    injected: 'the current input reads nothing',
    fault: 'H-54:dead',
  }),
  comesUpWith({
    id: 'H-54',
    title: 'with a current sensor 4 A off the rider comes up',
    injected: 'the current input reads 4 A too much',
    fault: 'H-54:offset',
  }),
  comesUpWith({
    id: 'H-57',
    title: 'an overheated drive brings the rider up',
    injected: 'the motor is 110 C hot and its driver gives half its current',
    fault: 'H-57:hot',
  }),
];

/** At 2 Hz. */
function showsRed(bench: BoardBench): void {
  const isRed = (): boolean => bench.table.wiring.isLit('LIGHT_RED');
  bench.runUntil(isRed, 600);
  check(isRed(), 'no red light');
}

function damage(bench: BoardBench, addresses: readonly number[]): void {
  const { memory } = bench.table.uno.eeprom;
  for (const address of addresses) memory[address] = (memory[address] ?? 0) ^ 0x10;
}
