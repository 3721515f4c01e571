import { StockBoard } from './board/stock-board.ts';
import type { Peer, Progress } from './finding.ts';
import { percentile } from './statistics.ts';

const TRIALS = 300;

/** The same button through johnny-five's Button and Motor on StandardFirmata: its longest, or its p99. */
export async function johnnyFiveLatency(then: 'stop' | 'forward', judged: number, progress: Progress): Promise<Peer> {
  const board = await StockBoard.open();
  try {
    const ms: number[] = [];
    for (let trial = 0; trial < TRIALS; trial += 1) {
      if (trial % 20 === 0) progress(`johnny-five, press ${trial} of ${TRIALS}`);
      ms.push(await board.press(then));
    }
    const which = judged === 1 ? 'longest' : `p${judged * 100}`;
    const what = `johnny-five's Button and Motor on StandardFirmata, ${which} of ${TRIALS}`;
    return { what, value: percentile(ms, judged), unit: 'ms' };
  } finally {
    board.close();
  }
}
