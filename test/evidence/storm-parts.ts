import { heapOfData } from '../support/heap-of-data.ts';
import { HostStorm } from '../support/host-storm.ts';
import { LinkStorm } from '../support/link-storm.ts';
import { FIRMWARE_MUTANTS } from '../verification/board/firmware-mutants.ts';
import { mutantImage } from '../verification/board/mutant-image.ts';
import type { Judged } from '../verification/inject.ts';
import type { InjectionPart } from './fault-parts.ts';

const { STORM_MINUTES = '60', STORM_SEED = '1' } = process.env;
const MINUTES = Number(STORM_MINUTES);
const SEED = Number(STORM_SEED);
/** All that the first minutes bring once has come by then. */
const SETTLED_MINUTES = Math.min(5, Math.ceil(MINUTES / 2));
/** A leak of one byte for each cycle of the rest of the hour would be as much. */
const MOST_GROWTH_BYTES = 330_000;
/** Firmware that a bad cable makes dangerous. */
const FELT_IN_A_STORM = [
  'a lease never runs out',
  'the CRC is not looked at',
  'a session that has ended is heard again',
];
const MUTANT_MINUTES = 20;

/** One host, one board and one bad cable for an hour of the board's time, told minute by minute. */
export const STORM_PARTS: readonly InjectionPart[] = [
  {
    name: `storm: ${MINUTES} min over a cable that flips, drops, inserts, repeats, delays and cuts, a host without a mind`,
    runs: () => stormMinutes(new LinkStorm(SEED), 'storm:'),
  },
  {
    name: `storm with the real host: ${MINUTES} min over the same cable, controller and driver at its other end`,
    async *runs() {
      yield* stormMinutes(await HostStorm.open(SEED), 'storm with');
    },
  },
  {
    name: `storm mutants: ${FELT_IN_A_STORM.length} lines of the firmware broken in turn, felt within ${MUTANT_MINUTES} min of the same cable`,
    *runs() {
      for (const name of FELT_IN_A_STORM) yield feltInAStorm(name);
    },
  },
];

function feltInAStorm(name: string): Judged {
  const mutant = FIRMWARE_MUTANTS.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`there is no mutant '${name}'`);
  const storm = new LinkStorm(SEED, mutantImage(mutant));
  let complaints: readonly string[] = [];
  for (let minute = 1; minute <= MUTANT_MINUTES && complaints.length === 0; minute += 1) {
    complaints = storm.run(60_000).judge.complaints;
    if (complaints.length > 0) tell(`${name}: in minute ${minute}, ${complaints[0]}`);
  }
  const complaint = complaints.length > 0 ? null : 'the storm shows nothing of it';
  return { name, complaint, replay: `STORM_SEED=${SEED} npm run evidence -- 'storm mutants'` };
}

async function* stormMinutes(storm: LinkStorm | HostStorm, part: string): AsyncGenerator<Judged> {
  let settled = { heapBytes: 0, untouchedBytes: 0 };
  let known = 0;
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    const { complaints, frames, takeovers, untouchedBytes } = (await storm.run(60_000)).judge;
    const news = [...complaints.slice(known)];
    known = complaints.length;
    if (minute === SETTLED_MINUTES) settled = { heapBytes: heapOfData(), untouchedBytes };
    if (untouchedBytes < settled.untouchedBytes / 2) news.push(`the stack has grown: ${untouchedBytes} bytes are left`);
    tell(
      `minute ${minute}: ${storm.told}, ${takeovers} takeovers, ${storm.harmedBytes} bytes harmed, ${frames - storm.framesHeard} of ${frames} frames lost, ${untouchedBytes} bytes of SRAM never written`,
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
      replay: `STORM_SEED=${SEED} STORM_MINUTES=${minute} npm run evidence -- '${part}'`,
    };
  }
}

function tell(line: string): void {
  process.stdout.write(`      ${line}\n`);
}
