import type { QuitWatch } from './quit-watch.ts';

/** What ends `run` from outside of its surfaces. None of it ends the process where it stands: the rider comes up first. */

/** A signal asks to quit as `q` does; where that is refused it says why and the table stays under control. */
export function quitOnSignals(quit: QuitWatch): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const reply = quit.request();
      process.stderr.write(`${signal}: ${reply.text ?? 'quitting'}\n`);
    });
  }
}

/** Failures of the same kind come a hundred times a second; so many are told. */
const MOST_TOLD = 3;
/** Refused, it is asked again so often, ms: a table that is held is let go by a person, later. */
const ASK_AGAIN_MS = 1000;

/**
 * Something outside of the cycle has thrown, where nobody caught it. The cycle has its own catch and goes on, so the
 * rider is returned under control, and the process ends when the table is upright.
 */
export function quitOnFailure(quit: QuitWatch): { readonly hasFailed: boolean } {
  let count = 0;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const onFailure = (thrown: unknown) => {
    count += 1;
    if (count <= MOST_TOLD) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      process.stderr.write(`error: ${message}; returning, then quitting\n`);
    }
    const nowMs = performance.now();
    if (nowMs - askedAtMs < ASK_AGAIN_MS) return;
    askedAtMs = nowMs;
    quit.request();
  };
  process.on('uncaughtException', onFailure);
  process.on('unhandledRejection', onFailure);
  return {
    get hasFailed() {
      return count > 0;
    },
  };
}
