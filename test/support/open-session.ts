import type { ActuatorCommand } from '../../src/domain/frames.ts';
import { standingCommand } from '../../src/domain/standing-command.ts';

interface Leased {
  readonly table: { write(command: ActuatorCommand): void };
  readonly wait: (ms: number) => Promise<void>;
}

/** A host that takes a lease and opens a session on a board, and is gone a second ago, as by SIGKILL. */
export async function leaveOpenSession(
  { table, wait }: Leased,
  { person }: { readonly person: boolean },
): Promise<void> {
  for (const sessionOpen of [false, true]) {
    for (let passedMs = 0; passedMs < 500; passedMs += 10) {
      table.write({ ...standingCommand(250), person, sessionOpen });
      await wait(10);
    }
  }
  await wait(1000);
}
