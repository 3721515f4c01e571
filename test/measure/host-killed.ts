import { ReturnTrials } from './board/return-trials.ts';
import { StockBoard } from './board/stock-board.ts';
import type { Peer, Row } from './finding.ts';
import { latencyFinding } from './latency-finding.ts';

const TRIALS = 1000;
const LIMIT_MS = 350;
const WATCHED_S = 10;

/** The host's process ends in a hold at any moment: until the board drives upward by itself, every time. */
export const hostKilled: Row = {
  name: 'host-killed',
  async measure(progress) {
    const held = await ReturnTrials.open('hold');
    const trials: number[] = [];
    for (let trial = 0; trial < TRIALS; trial += 1) {
      if (trial % 10 === 0) progress(`hold ${trial} of ${TRIALS}`);
      trials.push(await held.hostKilled());
    }
    const what = 'host killed in a hold: to the board driving upward';
    return [latencyFinding({ what, trials, unit: 'ms', judged: 1, limit: LIMIT_MS, peers: [await stockFirmata()] })];
  },
};

/** A motor that johnny-five has started, and nobody who says anything any more. */
async function stockFirmata(): Promise<Peer> {
  const board = await StockBoard.open();
  try {
    board.forward();
    await board.pass(50);
    const before = board.pwm;
    board.uno.advance(WATCHED_S * 1000);
    const isOn = before > 0 && board.pwm === before;
    const what = isOn ? 'StandardFirmata never: its PWM still on after' : 'StandardFirmata: its PWM off within';
    return { what, value: WATCHED_S, unit: 's' };
  } finally {
    board.close();
  }
}
