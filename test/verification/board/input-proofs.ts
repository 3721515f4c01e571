import { INPUT } from '../../../src/domain/inputs.ts';
import type { BoardBench } from '../../support/board-bench.ts';
import { type BoardProof, HEAD_DOWN, HEAD_UP } from './board-proof.ts';
import { check, comesUp, goesByHand, isDeafToReturn, stands, wentDownBy } from './plant-judges.ts';

const DOWN_DUTY = -0.2;
/** Policy B's bound, and what the lag before and the stop after it take. */
const POLICY_B_MS = 27_000;
/** Both pins low, and the brake's coil without current. */
const pinsAreOff = ({ table: { drive } }: BoardBench): boolean => drive.pinDuty === 0 && !drive.outputs.brakeReleased;

/** Contacts, channels, latches and limits. */
export const INPUT_PROOFS: readonly BoardProof[] = [
  {
    id: 'H-04',
    title: 'one contact of RETURN stuck made counts as a press that the host does not obey',
    injected: "RETURN's making contact closes and stays; the host goes on downward",
    outcome: 'the board turns within 300 ms and brings the rider up',
    from: HEAD_DOWN,
    show(bench) {
      bench.host.move(DOWN_DUTY);
      bench.run(700).mark().hands.inject('H-04:made');
      comesUp(bench);
      wentDownBy(bench, 2);
    },
  },
  {
    id: 'H-04',
    title: 'one contact of RETURN stuck closed does not hide a press',
    injected: "RETURN's breaking contact stays closed; then RETURN is pressed and the host does not obey",
    outcome: 'the board brings the rider up',
    from: HEAD_DOWN,
    show(bench) {
      bench.hands.inject('H-04:break-closed');
      stands(bench, 500);
      bench.hands.press('RETURN', 200);
      comesUp(bench);
    },
  },
  {
    id: 'H-05',
    title: 'both E-STOP channels open without a press cut the drive within 2 ms',
    injected: 'both pins of E-STOP open on the way down; the drive keeps its supply',
    outcome: 'drive pins and brake off within 2 ms; the table stands, and a lease moves nothing',
    from: HEAD_UP,
    show(bench) {
      bench.host.move(DOWN_DUTY);
      bench.run(700).hands.inject('H-05');
      bench.table.advance(2);
      check(pinsAreOff(bench), 'the drive is on 2 ms after both channels have opened');
      stands(bench, 1000);
    },
  },
  {
    id: 'H-06',
    title: 'one E-STOP channel open lets nothing go down; after 2 s RETURN goes up slowly',
    injected: 'one pin of E-STOP opens on the way down, then the host dies',
    outcome: 'stands; RETURN before 2 s moves nothing, after it the rider comes up at 2 deg/s',
    from: HEAD_UP,
    show(bench) {
      bench.host.move(DOWN_DUTY);
      bench.run(700).hands.inject('H-06:b');
      stands(bench, 400, 400);
      bench.host.isAlive = false;
      isDeafToReturn(bench);
      stands(bench, 300);
      bench.mark().hands.press('RETURN', 200);
      bench.run(3000);
      check(bench.maxUpDegPerSec > 1, 'RETURN after 2 s moved nothing');
      check(bench.maxUpDegPerSec < 2.9, `came up at ${bench.maxUpDegPerSec.toFixed(2)} deg/s, in doubt`);
      comesUp(bench, { extraMs: 10_000 });
    },
  },
  {
    id: 'H-07',
    title: 'E-STOP released on the way up of a dead host moves nothing until RETURN, nor does one that is held',
    injected: 'the host dies; E-STOP and RETURN are pressed on the way up, and E-STOP let go first',
    outcome: 'stands, with RETURN still held too; a new RETURN brings the rider up',
    from: HEAD_UP,
    show(bench) {
      bench.host.isAlive = false;
      bench.run(1200).hands.press('ESTOP', null);
      bench.hands.press('RETURN', null);
      stands(bench, 200);
      bench.hands.release('ESTOP');
      stands(bench, 700, 0);
      bench.hands.release('RETURN');
      stands(bench, 300, 0);
      bench.hands.press('RETURN', 200);
      comesUp(bench);
    },
  },
  {
    id: 'H-21',
    title: 'the clamps open on the way down: it stops, and only a held UP moves the table',
    injected: 'both switches of the latch open head-down; the host goes on downward, then dies',
    outcome: 'at rest within 1 s of the edge; RETURN moves nothing, a held UP does while it is held',
    from: HEAD_DOWN,
    show(bench) {
      bench.host.move(DOWN_DUTY);
      bench.run(700).hands.inject('H-21:both');
      stands(bench, 500, 1000);
      bench.host.isAlive = false;
      stands(bench, 500);
      isDeafToReturn(bench);
      goesByHand(bench);
    },
  },
  {
    id: 'H-46',
    title: 'with an upright limit that never closes the rider comes up by angle',
    injected: "the upright limit's pin never closes; the host dies",
    outcome: 'upright within the bound, at rest within the range',
    from: HEAD_UP,
    show(bench) {
      bench.hands.inject('H-46');
      bench.host.isAlive = false;
      comesUp(bench);
    },
  },
  {
    id: 'H-47',
    title: 'an upright limit that is closed everywhere does not trap a rider',
    injected: "the upright limit's pin is closed head-down; the host dies",
    outcome: 'upright within the bound by angle',
    from: HEAD_DOWN,
    show(bench) {
      bench.hands.inject('H-47');
      bench.host.isAlive = false;
      comesUp(bench);
    },
  },
  {
    id: 'H-47',
    title: 'an upright limit that closes after the angle is gone, too soon to be reached, does not trap a rider',
    injected: 'the host dies and the wiper is open; on the way up, 3 s later, the upright limit closes everywhere',
    outcome: 'upright within the bound of a way up without an angle',
    from: HEAD_DOWN,
    show(bench) {
      bench.hands.inject('H-11');
      bench.host.isAlive = false;
      bench.run(3000);
      bench.hands.inject('H-47');
      comesUp(bench, { blind: true });
    },
  },
  {
    id: 'H-18',
    title: 'a jam on the way down is left upward',
    injected: 'something stands 0.2 deg below, the host goes on downward for 1 s and dies',
    outcome: 'upright within the bound',
    from: HEAD_UP,
    show(bench) {
      bench.hands.inject('H-18');
      bench.host.move(DOWN_DUTY);
      bench.run(1000);
      bench.host.isAlive = false;
      comesUp(bench, { extraMs: 1000 });
    },
  },
  {
    id: 'H-19',
    title: 'an obstruction on the way up is tried three times and then left to a held UP',
    injected: 'the host dies, and 3 deg up something stands in the way; later it goes',
    outcome: 'never pushed through; stands after 25 s; RETURN and the way being free move nothing, a held UP does',
    from: HEAD_UP,
    show(bench) {
      bench.host.isAlive = false;
      bench.run(2000).hands.inject('H-19');
      const wallDeg = bench.tiltDeg;
      bench.run(POLICY_B_MS);
      check(bench.highestDeg < wallDeg + 1.5, `pushed ${(bench.highestDeg - wallDeg).toFixed(2)} deg into it`);
      bench.hands.clear('H-19');
      stands(bench, 500);
      isDeafToReturn(bench);
      goesByHand(bench);
      bench.hands.press('UP', null);
      comesUp(bench, { extraMs: 10_000 });
    },
  },
  {
    id: 'H-51',
    title: 'found inverted without a session it waits for RETURN, and then comes up',
    injected:
      'the board loses its power for 3 s, its EEPROM that of a board without a session, RETURN is pressed later',
    outcome: 'stands until RETURN; then upright within the bound',
    from: HEAD_DOWN,
    bench: { hasReturnRelay: false },
    show(bench) {
      bench.host.stand(0);
      bench.run(100);
      bench.host.isAlive = false;
      bench.hands.inject('H-33:power-cycle');
      bench.run(3100);
      stands(bench, 1000, 0);
      bench.hands.press('RETURN', 200);
      comesUp(bench);
    },
  },
  {
    id: 'H-51',
    title: 'found inverted with a session open it comes up, and under E-STOP stays',
    injected: 'the board loses its power for 3 s in a session, with E-STOP in, which is then let go',
    outcome: 'stands until RETURN; then upright within the bound',
    from: HEAD_DOWN,
    bench: { hasReturnRelay: false },
    show(bench) {
      bench.host.isAlive = false;
      bench.hands.press('ESTOP', null);
      bench.run(100).hands.inject('H-33:power-cycle');
      bench.run(3100);
      stands(bench, 500, 0);
      bench.hands.release('ESTOP');
      stands(bench, 500, 0);
      bench.hands.press('RETURN', 200);
      comesUp(bench);
    },
  },
  {
    id: 'H-35',
    title: 'a press whose frame is lost is told by the next one',
    injected: 'the telemetry of 10 ms is swallowed as RETURN is pressed; the host turns as soon as it knows',
    outcome: 'the table has turned 0.5 s after the press',
    from: HEAD_UP,
    show(bench) {
      bench.host.move(DOWN_DUTY);
      bench.run(700);
      const hear = bench.toHost;
      bench.toHost = () => undefined;
      bench.hands.press('RETURN', null);
      bench.run(10);
      bench.toHost = hear;
      const heardMs = bench.runUntil(() => (bench.host.telemetry.inputs & INPUT.RETURN_MADE) !== 0, 100);
      check(heardMs <= 20, `the host knew of RETURN after ${heardMs + 10} ms`);
      bench.host.wantedDuty = 0.2;
      bench.run(500).mark().run(700);
      check(bench.host.isLeased, 'the board has taken over');
      check(bench.tiltDeg > bench.markedDeg, 'the table goes down 0.5 s after RETURN');
    },
  },
];
