import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../boards/host/free-port.ts';
import { FreeHost } from '../../../sim/bench/free-host.ts';
import type { BenchSurface } from '../../../src/ports/bench-table.ts';
import { buildUpright, MAIN } from '../../cli/upright-process.ts';

const hosts: FreeHost[] = [];
beforeAll(buildUpright, 120_000);
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

const until = async (host: FreeHost, isSo: () => boolean, withinMs = 20_000): Promise<void> => {
  for (let passedMs = 0; !isSo(); passedMs += 20) {
    if (passedMs > withinMs) throw new Error('it does not come true');
    host.pass();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('a controller in a process that lives by the wall', () => {
  it('is seen at its console, asked as an instrument, killed, and begins anew', async () => {
    const port = await freePort();
    const words = ['run', '--board', 'sim', '--console', 'stdio', '--occupancy', 'none', '--scpi', `tcp:${port}`];
    const prepare = async ({ stateDir }: { stateDir: string }) => [
      process.execPath,
      MAIN,
      ...words,
      '--state-dir',
      stateDir,
    ];
    const host = await FreeHost.spawnIn(prepare, port);
    hosts.push(host);
    const answer = async (surface: BenchSurface, line: string) => {
      host.say(surface, line);
      let reply: readonly string[] | null = null;
      await until(host, () => {
        reply ??= host.takeReply(surface);
        return reply !== null;
      });
      return reply;
    };
    expect(host.view?.tiltDeg).toBeGreaterThan(74);
    expect(await answer('console', 'help status')).toContain('ok');
    expect(await answer('scpi', '*IDN?')).toEqual([expect.stringMatching(/^Upright,/), 'ok']);
    expect(await answer('scpi', 'FOO')).toEqual([expect.stringMatching(/^error -113,/)]);
    host.control.kill();
    await until(host, () => host.view === null);
    host.control.start();
    await until(host, () => host.view !== null);
    expect(host.view?.tiltDeg).toBeGreaterThan(74);
    expect(await answer('scpi', 'SYST:VERS?')).toEqual(['1999.0', 'ok']);
  }, 90_000);

  it('that cannot begin says why', async () => {
    const words = ['run', '--board', 'sim', '--console', 'stdio', '--program', 'nothing-like-it'];
    const prepare = async ({ stateDir }: { stateDir: string }) => [
      process.execPath,
      MAIN,
      ...words,
      '--state-dir',
      stateDir,
    ];
    const spawned = FreeHost.spawnIn(prepare, null);
    await expect(spawned).rejects.toThrow(/nothing-like-it/);
  }, 60_000);
});
