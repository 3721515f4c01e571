import { killChildren } from '../verification/hosts/child.ts';
import { ACTS_WITHIN_MS } from '../verification/hosts/judge-way-up.ts';
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
      const seen = { headDown: 0, moving: 0, standing: 0, late: 0 };
      try {
        for (const seed of seeds) {
          const struck = await hosts.strike(blow, seed);
          const { isHeadDown, isMoving, drivesUpAfterMs } = struck;
          if (isHeadDown) seen.headDown += 1;
          if (isMoving) seen.moving += 1;
          else {
            seen.standing += 1;
            slowestMs = Math.max(slowestMs, drivesUpAfterMs ?? 0);
            if ((drivesUpAfterMs ?? 0) > ACTS_WITHIN_MS) seen.late += 1;
          }
          yield {
            ...struck,
            replay: `HOSTS_SEED=${seed} npm run evidence -- '${name.slice(0, name.indexOf(':') + 1)}'`,
          };
        }
        const { headDown, moving, standing, late } = seen;
        process.stdout.write(
          `      ${headDown} head-down, ${moving} in motion; ${standing} at rest, driven upward within ${slowestMs} ms, ${late} of them later than ${ACTS_WITHIN_MS} ms\n`,
        );
      } finally {
        killChildren();
        await hosts.close();
      }
    },
  };
}
