import { killChildren } from '../verification/hosts/child.ts';
import { type Blow, StruckHosts } from '../verification/hosts/struck-hosts.ts';

export interface HostPart {
  readonly name: string;
  runs(): AsyncIterable<{ readonly name: string; readonly complaint: string | null; readonly replay: string }>;
}

const { HOSTS_SEED } = process.env;

/** Real processes at a pseudo-terminal, on the real firmware. HOSTS_SEED runs a single one of them. */
export const HOST_PARTS: readonly HostPart[] = [
  hostPart('hosts ci: 10 killed in a session', 'killed', 10),
  hostPart('hosts ci: 3 stopped for 2 s in a session', 'stopped for 2 s', 3),
  hostPart('hosts: 200 killed in a session', 'killed', 200),
  hostPart('hosts: 50 stopped for 2 s in a session', 'stopped for 2 s', 50),
];

function hostPart(name: string, blow: Blow, trials: number): HostPart {
  const seeds = HOSTS_SEED === undefined ? Array.from({ length: trials }, (_, at) => at + 1) : [Number(HOSTS_SEED)];
  return {
    name,
    async *runs() {
      const hosts = await StruckHosts.open();
      let slowestMs = 0;
      const seen = { headDown: 0, moving: 0, held: 0 };
      try {
        for (const seed of seeds) {
          const replay = `HOSTS_SEED=${seed} npm run evidence -- '${name.slice(0, name.indexOf(':') + 1)}'`;
          const struck = await hosts.strike(blow, seed).catch(messageOf);
          if (typeof struck === 'string') {
            yield { name: `seed ${seed}`, complaint: struck, replay };
            continue;
          }
          const { isHeadDown, isMoving, isHeld, drivesUpAfterMs } = struck;
          if (isHeadDown) seen.headDown += 1;
          if (isMoving) seen.moving += 1;
          if (isHeld) {
            seen.held += 1;
            slowestMs = Math.max(slowestMs, drivesUpAfterMs ?? 0);
          }
          yield { ...struck, replay };
        }
        const { headDown, moving, held } = seen;
        process.stdout.write(
          `      ${headDown} head-down, ${moving} in motion; ${held} in a hold, driven upward within ${slowestMs} ms\n`,
        );
      } finally {
        killChildren();
        await hosts.close();
      }
    },
  };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
