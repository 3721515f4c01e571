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
  /** Ends every job in its middle, and begins no other. */
  readonly interrupted: AbortSignal;
}

/**
 * Runs jobs side by side, each in a process of its own, in the order in which they are given. Never rejects. When it
 * resolves none of the processes lives, nor one that these have begun; interrupted, it leaves out what has not ended.
 */
export async function runJobs({
  jobs,
  atOnce,
  watcher,
  workFolder,
  interrupted,
}: RunJobs): Promise<readonly JobOutcome[]> {
  const outcomes: JobOutcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index];
      if (job === undefined || interrupted.aborted) continue;
      watcher.began(job);
      const outcome = await runJob(job, { workFolder, interrupted, onAt: (atMs) => watcher.at(job, atMs) });
      if (outcome === null) continue;
      outcomes[index] = outcome;
      watcher.ended(job, outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, lane));
  return outcomes;
}

interface JobRun extends Pick<RunJobs, 'workFolder' | 'interrupted'> {
  readonly onAt: (atMs: number) => void;
}

/** Null: it was interrupted. */
function runJob(job: BenchJob, { workFolder, interrupted, onAt }: JobRun): Promise<JobOutcome | null> {
  return new Promise((resolve) => {
    let atMs: number | null = null;
    const env = { ...process.env, TMPDIR: workFolder };
    // What it prints is nobody's: it says everything by messages, which the traces of a table pass as they are. It leads
    // a group, by which the controller and the ports that it has begun can be ended with it.
    const child = fork(JOB_PROCESS, {
      env,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    });
    const gone = new Promise<void>((ended) => child.once('exit', () => ended()).once('error', () => ended()));
    const end = (outcome: JobOutcome | null) => {
      clearTimeout(timer);
      interrupted.removeEventListener('abort', interrupt);
      child
        .off('message', take)
        .off('exit', exited)
        .off('error', failed)
        .on('error', () => undefined);
      killGroup(child.pid);
      void gone.then(() => resolve(outcome));
    };
    const interrupt = () => end(null);
    const failed = (error: Error) => end({ kind: 'unopened', because: error.message });
    const exited = (code: number | null, signal: NodeJS.Signals | null) =>
      end({ kind: 'crashed', because: `its process has ended (${signal ?? code})` });
    // The process gives its target up by itself, and can then still tell what it has seen. One that hangs cannot.
    const limitMs = job.silentMs + GRACE_MS;
    const giveUp = () => end({ kind: 'silent', because: `its process has said nothing for ${limitMs / 1000} s`, atMs });
    let timer = setTimeout(giveUp, limitMs);
    const take = (message: JobMessage) => {
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
    };
    child.on('message', take).once('error', failed).once('exit', exited);
    interrupted.addEventListener('abort', interrupt);
    child.send(job);
  });
}

/** A process that could not be begun has no group; one whose last process has ended is none any more. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}
