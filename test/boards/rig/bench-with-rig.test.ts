import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FreeHost } from '../../../sim/bench/free-host.ts';
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
  it('is seen at its console, is killed, and begins anew', async () => {
    const words = ['run', '--board', 'sim', '--console', 'stdio', '--occupancy', 'none'];
    const host = await FreeHost.spawnIn(async ({ stateDir }) => [
      process.execPath,
      MAIN,
      ...words,
      '--state-dir',
      stateDir,
    ]);
    hosts.push(host);
    expect(host.view?.tiltDeg).toBeGreaterThan(74);
    host.say('help status');
    let reply: readonly string[] | null = null;
    await until(host, () => {
      reply ??= host.takeReply();
      return reply !== null;
    });
    expect(reply).toContain('ok');
    host.control.kill();
    await until(host, () => host.view === null);
    host.control.start();
    await until(host, () => host.view !== null);
    expect(host.view?.tiltDeg).toBeGreaterThan(74);
  }, 90_000);

  it('that cannot begin says why', async () => {
    const words = ['run', '--board', 'sim', '--console', 'stdio', '--program', 'nothing-like-it'];
    const spawned = FreeHost.spawnIn(async ({ stateDir }) => [
      process.execPath,
      MAIN,
      ...words,
      '--state-dir',
      stateDir,
    ]);
    await expect(spawned).rejects.toThrow(/nothing-like-it/);
  }, 60_000);
});
