import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildUpright } from '../../cli/upright-process.ts';
import { killChildren } from './child.ts';
import { ACTS_WITHIN_MS } from './judge-way-up.ts';
import { StruckHosts } from './struck-hosts.ts';

/** Seeds whose moment lies in the hold head-down, or on the way down to it. All of them: npm run evidence -- hosts. */
const IN_HOLD = 17;
const ON_THE_WAY = 5;

describe('a host in a process of its own, at a pseudo-terminal', () => {
  beforeAll(buildUpright, 60_000);
  afterAll(killChildren);

  it('[H-26] [H-27] is killed in a hold, or stopped on the way down for 2 s: the board brings the rider upright, and nothing moves down again', async () => {
    const hosts = await StruckHosts.open();
    try {
      const killed = await hosts.strike('killed', IN_HOLD);
      expect(killed).toMatchObject({ complaint: null, isHeadDown: true, isHeld: true });
      expect(killed.drivesUpAfterMs).toBeLessThan(ACTS_WITHIN_MS);
      const stopped = await hosts.strike('stopped for 2 s', ON_THE_WAY);
      expect(stopped).toMatchObject({ complaint: null, isHeadDown: false, isMoving: true });
    } finally {
      await hosts.close();
    }
  }, 240_000);
});
