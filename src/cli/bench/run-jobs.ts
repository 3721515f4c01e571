import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchJob, JobMessage, JobOutcome } from './bench-job.ts';

/** Node 20 runs no TypeScript: from the sources the built file is taken. */
const JOB_PROCESS = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/src/cli/bench/bench-process.js' : './bench-process.js',
    import.meta.url,
  ),
);

const GRACE_MS = 5000;

export interface JobWatcher {
  began(job: BenchJob): void;
  at(job: BenchJob, atMs: number): void;
  ended(job: BenchJob, outcome: JobOutcome): void;
}

export interface RunJobs {
  readonly jobs: readonly BenchJob[];
  /** So many at once. */
  readonly atOnce: number;
  readonly watcher: JobWatcher;
  /** What a job leaves behind, when it is stopped in its middle, lies in here. */
  readonly workFolder: string;
}

/** Runs jobs side by side, each in a process of its own, in the order in which they are given. Never rejects. */
export async function runJobs({ jobs, atOnce, watcher, workFolder }: RunJobs): Promise<readonly JobOutcome[]> {
  const outcomes: JobOutcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index];
      if (job === undefined) continue;
      watcher.began(job);
      const outcome = await runJob(job, workFolder, (atMs) => watcher.at(job, atMs));
      outcomes[index] = outcome;
      watcher.ended(job, outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, lane));
  return outcomes;
}

function runJob(job: BenchJob, workFolder: string, onAt: (atMs: number) => void): Promise<JobOutcome> {
  return new Promise((resolve) => {
    let atMs: number | null = null;
    const env = { ...process.env, TMPDIR: workFolder };
    // What it prints is nobody's: it says everything by messages, which the traces of a table pass as they are.
    const child = fork(JOB_PROCESS, { env, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const end = (outcome: JobOutcome) => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      resolve(outcome);
    };
    child.send(job);
    // The process gives its target up by itself, and can then still tell what it has seen. One that hangs cannot.
    const limitMs = job.silentMs + GRACE_MS;
    const giveUp = () => end({ kind: 'silent', because: `its process has said nothing for ${limitMs / 1000} s`, atMs });
    let timer = setTimeout(giveUp, limitMs);
    child.on('message', (message: JobMessage) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, limitMs);
      switch (message.kind) {
        case 'at':
          atMs = message.atMs;
          onAt(atMs);
          return;
        case 'result':
        case 'unopened':
          end(message);
          return;
        case 'silent':
          end({ ...message, atMs: null });
          return;
        default:
          message satisfies never;
      }
    });
    child.once('error', (error) => end({ kind: 'unopened', because: error.message }));
    child.once('exit', (code, signal) =>
      end({ kind: 'unopened', because: `its process has ended (${signal ?? code})` }),
    );
  });
}
