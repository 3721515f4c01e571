import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { LinkStorm } from '../support/link-storm.ts';
import type { Judged } from '../verification/inject.ts';
import type { InjectionPart } from './fault-parts.ts';

const { STORM_MINUTES = '60', STORM_SEED = '1' } = process.env;
const MINUTES = Number(STORM_MINUTES);
/** Translation, caches and the compiler's own have grown by then. */
const SETTLED_MINUTES = Math.min(5, Math.ceil(MINUTES / 2));
/** Nothing of host and emulator may pile up: half a byte for each frame of the rest of the hour. */
const MOST_GROWTH_MB = 1;
const MB = 1024 * 1024;

/** One host, one board and one bad cable for an hour of the board's time, told minute by minute. */
export const STORM_PARTS: readonly InjectionPart[] = [
  {
    name: `storm: ${MINUTES} min over a cable that flips, drops, inserts, repeats, delays and cuts`,
    runs: stormMinutes,
  },
];

function* stormMinutes(): Generator<Judged> {
  const heapMb = heapMeter();
  const storm = new LinkStorm(Number(STORM_SEED));
  let settledMb = Number.POSITIVE_INFINITY;
  let settledBytes = 0;
  let known = 0;
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    storm.run(60_000);
    const { complaints, untouchedBytes } = storm;
    const nowMb = heapMb();
    if (minute === SETTLED_MINUTES) {
      settledMb = nowMb;
      settledBytes = untouchedBytes;
    }
    const news = [...complaints.slice(known)];
    known = complaints.length;
    if (minute === MINUTES && nowMb > settledMb + MOST_GROWTH_MB) news.push(`heap ${settledMb} to ${nowMb} MB`);
    if (untouchedBytes < settledBytes / 2) news.push(`the stack has grown: ${untouchedBytes} bytes left untouched`);
    progress(
      `minute ${minute}: ${storm.takeovers} takeovers, ${storm.harmedBytes} bytes harmed, ${storm.bench.host.frames} frames heard, ${untouchedBytes} bytes of SRAM untouched, heap ${nowMb.toFixed(2)} MB`,
    );
    yield {
      name: `minute ${minute}`,
      complaint: news.length === 0 ? null : news.join('; '),
      replay: `STORM_SEED=${STORM_SEED} STORM_MINUTES=${minute} npm run evidence -- storm`,
    };
  }
}

/** Used heap after a full collection, MB. */
function heapMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    return process.memoryUsage().heapUsed / MB;
  };
}

function progress(line: string): void {
  process.stdout.write(`      ${line}\n`);
}
