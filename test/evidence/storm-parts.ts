import { heapOfData } from '../support/heap-of-data.ts';
import { LinkStorm } from '../support/link-storm.ts';
import type { Judged } from '../verification/inject.ts';
import type { InjectionPart } from './fault-parts.ts';

const { STORM_MINUTES = '60', STORM_SEED = '1' } = process.env;
const MINUTES = Number(STORM_MINUTES);
/** All that the first minutes bring once has come by then. */
const SETTLED_MINUTES = Math.min(5, Math.ceil(MINUTES / 2));
/** A leak of one byte for each cycle of the rest of the hour would be as much. */
const MOST_GROWTH_BYTES = 330_000;

/** One host, one board and one bad cable for an hour of the board's time, told minute by minute. */
export const STORM_PARTS: readonly InjectionPart[] = [
  {
    name: `storm: ${MINUTES} min over a cable that flips, drops, inserts, repeats, delays and cuts`,
    runs: stormMinutes,
  },
];

function* stormMinutes(): Generator<Judged> {
  const storm = new LinkStorm(Number(STORM_SEED));
  let settled = { heapBytes: 0, untouchedBytes: 0 };
  let known = 0;
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    storm.run(60_000);
    const { bench, complaints, harmedBytes, takeovers, untouchedBytes } = storm;
    const news = [...complaints.slice(known)];
    known = complaints.length;
    if (minute === SETTLED_MINUTES) settled = { heapBytes: heapOfData(), untouchedBytes };
    if (untouchedBytes < settled.untouchedBytes / 2) news.push(`the stack has grown: ${untouchedBytes} bytes are left`);
    tell(
      `minute ${minute}: ${takeovers} takeovers, ${harmedBytes} bytes harmed, ${bench.host.frames} frames heard, ${untouchedBytes} bytes of SRAM never written`,
    );
    if (minute === MINUTES) {
      const grownBytes = heapOfData() - settled.heapBytes;
      tell(
        `objects of this process: ${settled.heapBytes} bytes after ${SETTLED_MINUTES} min, ${grownBytes} more at the end`,
      );
      if (grownBytes > MOST_GROWTH_BYTES) news.push(`the objects of this process have grown by ${grownBytes} bytes`);
    }
    yield {
      name: `minute ${minute}`,
      complaint: news.length === 0 ? null : news.join('; '),
      replay: `STORM_SEED=${STORM_SEED} STORM_MINUTES=${minute} npm run evidence -- storm`,
    };
  }
}

function tell(line: string): void {
  process.stdout.write(`      ${line}\n`);
}
