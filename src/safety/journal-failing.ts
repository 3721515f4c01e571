import type { Check } from './check.ts';

/**
 * H-43: what happens is not written down any more. It asks for nothing but the lock at the session's end: a return that
 * began for the sake of a disk would be a disturbance of its own.
 */
export function journalFailing(journal: { readonly degraded: boolean }): Check {
  return { id: 'H-43', reaction: 'DEG', present: () => journal.degraded };
}
