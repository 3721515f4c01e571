import type { BoardBench } from '../../support/board-bench.ts';
import { type BoardProof, HEAD_DOWN, HEAD_UP } from './board-proof.ts';
import { check, comesUp, stands, wentDownBy } from './plant-judges.ts';

const DOWN_DUTY = -0.2;
/** From the performance page, for a table in a hold. */
const ACTS_WITHIN_MS = 350;
const STRAY_F0 = Uint8Array.of(0xf0);
/** Where the packed payload of a command begins and ends within its bytes. */
const PAYLOAD = { from: 3, length: 13 } as const;

/** On the way down under a lease. */
function goingDown(bench: BoardBench): BoardBench {
  bench.host.move(DOWN_DUTY);
  return bench.run(700).mark();
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = PAYLOAD.from + (Math.floor(bit / 7) % PAYLOAD.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 7));
  return copy;
}

/** The line and the host behind it. */
export const LINK_PROOFS: readonly BoardProof[] = [
  {
    id: 'H-26',
    title: 'the host dies on the way down',
    injected: 'no more frames from one cycle to the next, the table going down',
    outcome: 'upright within the bound, no more than 2 deg further down',
    from: HEAD_DOWN,
    show(bench) {
      goingDown(bench).host.isAlive = false;
      comesUp(bench);
      wentDownBy(bench, 2);
    },
  },
  {
    id: 'H-26',
    title: 'the host dies in a hold',
    injected: 'no more frames from one cycle to the next, the table on its brake',
    outcome: `driven upward within ${ACTS_WITHIN_MS} ms and never downward, no more than 0.1 deg down, upright within the bound`,
    from: HEAD_DOWN,
    show(bench) {
      const { drive } = bench.mark().table;
      bench.host.isAlive = false;
      const tookMs = bench.runUntil(() => drive.pinDuty > 0, 1000);
      check(tookMs < ACTS_WITHIN_MS, `driven upward only after ${tookMs} ms`);
      const leftMs = bench.runUntil(() => drive.pinDuty <= 0, 1000);
      check(leftMs === 1000, `no longer driven upward ${leftMs} ms later`);
      wentDownBy(bench, 0.1);
      comesUp(bench);
    },
  },
  {
    id: 'H-27',
    title: 'a host that stalls for 2 s and wakes with its queue moves nothing down',
    injected: 'no frames for 2 s on the way down, then 200 at once that still ask to go down, and more of them',
    outcome: 'upright within the bound, no more than 2 deg further down',
    from: HEAD_DOWN,
    show(bench) {
      const carry = bench.toBoard;
      const queue: Uint8Array[] = [];
      goingDown(bench).toBoard = (bytes) => queue.push(bytes);
      bench.run(2000).toBoard = carry;
      for (const bytes of queue) carry(bytes);
      comesUp(bench);
      wentDownBy(bench, 2);
    },
  },
  {
    id: 'H-29',
    title: 'the cable is pulled on the way down',
    injected: 'nothing is carried either way from one cycle to the next',
    outcome: 'upright within the bound, no more than 2 deg further down',
    from: HEAD_DOWN,
    show(bench) {
      goingDown(bench).toBoard = () => undefined;
      bench.toHost = () => undefined;
      // Nothing is told any more: the plant alone says how it ends.
      comesUp(bench);
      wentDownBy(bench, 2);
    },
  },
  {
    id: 'H-30',
    title: 'one bit flipped in every frame: none is obeyed, and the rider comes up',
    injected: 'of each command another bit of the payload is flipped, on the way down',
    outcome: 'upright within the bound, no more than 2 deg further down; every such frame is counted',
    from: HEAD_DOWN,
    show(bench) {
      const carry = bench.toBoard;
      let bit = 0;
      goingDown(bench).toBoard = (bytes) => carry(flipped(bytes, bit++));
      const { damaged } = bench.host.telemetry;
      bench.run(200);
      const counted = (bench.host.telemetry.damaged - damaged + 256) % 256;
      check(counted >= 18, `counted ${counted} of 20 damaged frames`);
      comesUp(bench);
      wentDownBy(bench, 2);
    },
  },
  {
    id: 'H-30',
    title: 'a bit flipped in every other frame is ignored',
    injected: 'of every other command a bit of the payload is flipped, on the way down',
    outcome: 'the table goes on as it was asked to, under its lease',
    from: HEAD_UP,
    show(bench) {
      const carry = bench.toBoard;
      let sent = 0;
      goingDown(bench).toBoard = (bytes) => carry(sent++ % 2 === 0 ? flipped(bytes, sent) : bytes);
      bench.run(1000);
      check(bench.host.isLeased, `the board is ${bench.host.mode}`);
      check(bench.tiltDeg < bench.markedDeg - 1, `at ${bench.tiltDeg.toFixed(2)} deg it has not gone on`);
      check(bench.maxUpDegPerSec === 0, 'it has gone up');
    },
  },
  {
    id: 'H-31',
    title: 'a frame repeated for ever renews no lease',
    injected: 'the last command arrives again and again on the way down, with its old number',
    outcome: 'upright within the bound, no more than 2 deg further down',
    from: HEAD_DOWN,
    show(bench) {
      const carry = bench.toBoard;
      const last = goingDown(bench).host.frame();
      bench.toBoard = () => carry(last);
      comesUp(bench);
      wentDownBy(bench, 2);
    },
  },
  {
    id: 'H-31',
    title: 'frames of the way down that arrive while the table is told to stop are ignored',
    injected:
      'the host slows down to rest, and after each of its commands comes one of 0.5 s before that asks to go down',
    outcome: 'the table slows down and stands under its lease',
    from: HEAD_UP,
    show(bench) {
      const carry = bench.toBoard;
      const old: Uint8Array[] = [];
      bench.host.move(DOWN_DUTY);
      bench.run(700).toBoard = (bytes) => {
        old.push(bytes);
        carry(bytes);
      };
      bench.run(500).toBoard = (bytes) => {
        carry(bytes);
        const late = old.shift();
        if (late !== undefined) carry(late);
      };
      // With the brake free: what is ignored is seen, and not what a brake holds.
      bench.host.move(0);
      bench.run(450);
      check(old.length > 0 && bench.tiltDeg < bench.markedDeg, 'no old frame is left to come');
      check(bench.maxDownDegPerSec > 0.5, 'it had not gone down');
      bench.mark().run(50);
      check(bench.maxDownDegPerSec < 0.3, `goes down at ${bench.maxDownDegPerSec.toFixed(2)} deg/s`);
      check(bench.host.isLeased, `the board is ${bench.host.mode}`);
    },
  },
  {
    id: 'H-32',
    title: 'a stray F0 before every command swallows none',
    injected: 'a byte F0 goes before each command on the way down',
    outcome: 'the table goes on as it was asked to, under its lease',
    from: HEAD_UP,
    show(bench) {
      const carry = bench.toBoard;
      goingDown(bench).toBoard = (bytes) => {
        carry(STRAY_F0);
        carry(bytes);
      };
      bench.run(1000);
      check(bench.host.isLeased, `the board is ${bench.host.mode}`);
      check(bench.tiltDeg < bench.markedDeg - 1, `at ${bench.tiltDeg.toFixed(2)} deg it has not gone on`);
    },
  },
  {
    id: 'H-44',
    title: 'commands held up past the lease move nothing, nor does their session upright again',
    injected: 'the line holds 600 ms of commands back on the way down and then delivers them, and the session goes on',
    outcome: 'upright within the bound, no more than 2 deg further down; upright the old session moves nothing',
    from: HEAD_UP,
    show(bench) {
      const carry = bench.toBoard;
      const held: Uint8Array[] = [];
      goingDown(bench).toBoard = (bytes) => held.push(bytes);
      bench.run(600).toBoard = carry;
      for (const bytes of held) carry(bytes);
      comesUp(bench);
      wentDownBy(bench, 2);
      stands(bench, 1000);
    },
  },
  {
    id: 'H-33',
    title: 'a host that opens a session anew after a reset is heard once the rider is upright, and not before',
    injected:
      'the watchdog resets the board in a session, and the host asks for a new session at once and goes on asking',
    outcome: 'upright within the bound; then the lease is given, and nothing moves by it',
    from: HEAD_UP,
    show(bench) {
      bench.hands.inject('H-45:single');
      bench.host.openSession();
      bench.mark();
      comesUp(bench);
      bench.run(100);
      check(bench.host.isLeased, `the board is ${bench.host.mode}`);
      stands(bench, 300);
    },
  },
];
