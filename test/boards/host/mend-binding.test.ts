import { EventEmitter } from 'node:events';
import { SerialPort } from 'serialport';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeSerialLink, openSerialLink } from '../../../boards/host/serial-link.ts';
import { PtyPair } from '../../support/pty-pair.ts';

/** Asks for an event, as a read or a write does that has found nothing to do. */
function waitsFor(event: 'readable' | 'writable', poller: EventEmitter): Promise<void> {
  return new Promise((resolve, reject) => {
    poller.once(event, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

// Without the mending the process that runs these ends by a segmentation fault.
describe('a serial port that is closed under a read or a write', () => {
  let pair = new PtyPair();
  beforeEach(() => pair.plugIn());
  afterEach(async () => {
    await pair.remove();
    pair = new PtyPair();
  });

  it.each(['readable', 'writable'] as const)(
    '[H-26] cancels who waits until it is %s, before and after',
    async (event) => {
      const link = await openSerialLink(pair.near);
      if (!(link instanceof SerialPort)) throw new Error('no serial port');
      const poller: unknown = Reflect.get(link.port ?? {}, 'poller');
      if (!(poller instanceof EventEmitter)) throw new Error('no poller');
      await closeSerialLink(link);
      await expect(waitsFor(event, poller)).rejects.toMatchObject({ canceled: true });
    },
  );

  it('[H-26] outlives a cable that is pulled while both ends write, thirty times', async () => {
    for (let times = 0; times < 30; times += 1) {
      if (times > 0) await pair.plugIn();
      const [near, far] = await Promise.all([openSerialLink(pair.near), openSerialLink(pair.far)]);
      for (const link of [near, far]) {
        link.on('data', () => undefined);
        for (let write = 0; write < 20; write += 1) link.write(Buffer.alloc(100, write));
      }
      await Promise.all([pair.unplug(), closeSerialLink(near), closeSerialLink(far)]);
    }
  }, 60_000);
});
