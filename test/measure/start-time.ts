import type { Row } from './finding.ts';
import { shown } from './numbers.ts';
import { exitOf, spawnNode, spawnUpright } from './spawned-upright.ts';
import { median, percentile } from './statistics.ts';

const STARTS = 15;

/** From `spawn` to the console's first reply, which comes after the first cycles; against Node's own start and end. */
export const startTime: Row = {
  name: 'start',
  async measure(progress) {
    const upright: number[] = [];
    const node: number[] = [];
    for (let start = 0; start <= STARTS; start += 1) {
      progress(`start ${start} of ${STARTS}`);
      const replyMs = await firstReplyMs();
      const nodeMs = await bareNodeMs();
      // The first of each fills the file cache.
      if (start === 0) continue;
      upright.push(replyMs);
      node.push(nodeMs);
    }
    return [
      {
        what: 'start: process to first reply',
        value: median(upright),
        unit: 'ms',
        spread: `p90 ${shown(percentile(upright, 0.9))}; ${STARTS} starts`,
        target: { sense: 'under', limit: 350 },
        peers: [{ what: 'node -e 0', value: median(node), unit: 'ms' }],
      },
    ];
  },
};

async function firstReplyMs(): Promise<number> {
  const startedMs = performance.now();
  const child = spawnUpright(['run', '--console', 'stdio']);
  const ended = exitOf(child);
  const replied = new Promise<number>((resolve) => {
    child.stdout.once('data', () => resolve(performance.now() - startedMs));
  });
  child.stdin.end('version\n');
  const exitCode = await ended;
  if (exitCode !== 0) throw new Error(`upright run ended with ${exitCode}`);
  return await replied;
}

async function bareNodeMs(): Promise<number> {
  const startedMs = performance.now();
  await exitOf(spawnNode('0'));
  return performance.now() - startedMs;
}
