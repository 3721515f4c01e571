import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress, Row } from './finding.ts';
import { shown } from './numbers.ts';
import { exitOf, spawnNode, spawnUpright } from './spawned-upright.ts';
import { mean, median, slopeOf } from './statistics.ts';

const SPEED = 100;
/** Of 16 min each: together an hour of the table's time. */
const SESSIONS = 4;
const SESSION_LINES = 'press START\nwait moving\nwait ready within 30 min\nwait 20\n';
const EVERY_MS = 250;
/** The first sessions fill caches and teach the compiler; a leak goes on after them. */
const SETTLED_SHARE = 0.5;
const LONGEST_MS = 300_000;

interface Sample {
  readonly tableMin: number;
  readonly rssMb: number;
}

/** Resident memory of `upright run` while four sessions go by at a hundred times real time. */
export const memory: Row = {
  name: 'memory',
  async measure(progress) {
    if (process.platform !== 'linux') throw new Error('resident memory is read from /proc: Linux only');
    const samples = await watchSessions(progress);
    const settled = samples.slice(Math.floor(samples.length * SETTLED_SHARE));
    const slope = slopeOf(settled.map(({ tableMin, rssMb }) => ({ x: tableMin / 60, y: rssMb })));
    const half = Math.floor(settled.length / 2);
    const early = mean(settled.slice(0, half).map(({ rssMb }) => rssMb));
    const late = mean(settled.slice(half).map(({ rssMb }) => rssMb));
    const most = Math.max(...samples.map(({ rssMb }) => rssMb));
    const bareMb = await bareNodeMb();
    const spread = `${samples.length} samples, ${shown(samples.at(-1)?.tableMin ?? 0)} min of table time`;
    const peers = [{ what: 'bare node', value: bareMb, unit: 'MB' }];
    return [
      { what: 'memory: most RSS', value: most, unit: 'MB', spread, target: { sense: 'under', limit: 80 }, peers },
      {
        what: 'memory: growth of RSS after warm-up',
        value: slope,
        unit: 'MB/h',
        spread: `third quarter ${shown(early)}, last ${shown(late)} MB`,
        target: { sense: 'under', limit: 5 },
        peers,
      },
    ];
  },
};

async function watchSessions(progress: Progress): Promise<readonly Sample[]> {
  const child = spawnUpright(['run', '--console', 'stdio', '--speed', String(SPEED)]);
  const ended = exitOf(child);
  let output = '';
  let running = true;
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  const stop = () => {
    running = false;
  };
  ended.then(stop, stop);
  const startedMs = performance.now();
  child.stdin.end(`${SESSION_LINES.repeat(SESSIONS)}quit\n`);
  const samples: Sample[] = [];
  while (running && performance.now() - startedMs < LONGEST_MS) {
    await wait(EVERY_MS);
    const rssMb = residentMb(child.pid);
    const tableMin = ((performance.now() - startedMs) * SPEED) / 60_000;
    if (rssMb !== null) samples.push({ tableMin, rssMb });
    progress(`${shown(tableMin)} min of table time`);
  }
  child.kill();
  const exitCode = await ended;
  if (exitCode !== 0 || /^error/m.test(output)) throw new Error(`upright run ended with ${exitCode}:\n${output}`);
  return samples;
}

async function bareNodeMb(): Promise<number> {
  const child = spawnNode('setInterval(() => undefined, 10)');
  const ended = exitOf(child);
  const samples: number[] = [];
  for (let sample = 0; sample < 8; sample += 1) {
    await wait(EVERY_MS);
    samples.push(residentMb(child.pid) ?? Number.NaN);
  }
  child.kill();
  await ended;
  return median(samples);
}

/** Null once the process has ended. */
function residentMb(pid: number | undefined): number | null {
  try {
    const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kb === undefined ? null : Number(kb) / 1024;
  } catch {
    return null;
  }
}
