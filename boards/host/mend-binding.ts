import { EventEmitter } from 'node:events';
import { read } from 'node:fs';
import { promisify } from 'node:util';

/**
 * Three faults of the native binding of serialport 13 on Unix, any of which would make a console deaf to the emergency byte.
 * Its poller forgets that it waits for input as soon as a write has to wait: while the far end does not read, nothing that
 * it sends is heard. A port that is unplugged in the middle of a read is read again for ever, at the full speed of a core,
 * and never reported as gone. And a read or write that finds the port closed under it, as when a cable is pulled, asks a
 * poller that has been destroyed, and the process ends by a segmentation fault. Where the binding is another one (Windows)
 * none of them is there, and nothing is changed.
 */
const READABLE = 1;
const WRITABLE = 2;
const readInto = promisify(read);

export function mendBinding(binding: unknown): void {
  if (typeof binding !== 'object' || binding === null) return;
  const poller: unknown = Reflect.get(binding, 'poller');
  if (!(poller instanceof EventEmitter)) return;
  neverAskDestroyed(poller);
  keepWaiting(poller);
  Reflect.set(binding, 'read', (buffer: Buffer, offset: number, length: number) =>
    readOrHangUp({ binding, poller, buffer, offset, length }),
  );
}

/** Whoever asks a poller that is no more is told that it was cancelled, as those who had asked it before. */
function neverAskDestroyed(poller: EventEmitter): void {
  const poll: unknown = Reflect.get(poller, 'poll');
  const destroy: unknown = Reflect.get(poller, 'destroy');
  if (typeof poll !== 'function' || typeof destroy !== 'function') return;
  let isDestroyed = false;
  Reflect.set(poller, 'destroy', () => {
    isDestroyed = true;
    destroy.call(poller);
  });
  Reflect.set(poller, 'poll', (events: number) => {
    if (isDestroyed) throw canceled();
    poll.call(poller, events);
  });
}

function canceled(): Error {
  return Object.assign(new Error('Canceled'), { canceled: true });
}

/** Whatever is waited for is asked for again each time. */
function keepWaiting(poller: EventEmitter): void {
  const poll: unknown = Reflect.get(poller, 'poll');
  if (typeof poll !== 'function') return;
  Reflect.set(poller, 'poll', (events: number) => {
    const reads = poller.listenerCount('readable') > 0 ? READABLE : 0;
    const writes = poller.listenerCount('writable') > 0 ? WRITABLE : 0;
    poll.call(poller, events | reads | writes);
  });
}

interface PortRead {
  readonly binding: object;
  readonly poller: EventEmitter;
  readonly buffer: Buffer;
  readonly offset: number;
  readonly length: number;
}

async function readOrHangUp({ binding, poller, buffer, offset, length }: PortRead) {
  for (;;) {
    const fd: unknown = Reflect.get(binding, 'fd');
    if (typeof fd !== 'number') throw canceled();
    const bytesRead = await readInto(fd, buffer, offset, length, null).then((result) => result.bytesRead, whenEmpty);
    if (bytesRead === 0) throw Object.assign(new Error('the port has hung up'), { disconnect: true });
    if (bytesRead !== null) return { bytesRead, buffer };
    await new Promise<void>((resolve, reject) => {
      poller.once('readable', (error: Error | null) => (error === null ? resolve() : reject(error)));
    });
  }
}

/** Null: there is nothing to read yet. */
function whenEmpty(thrown: NodeJS.ErrnoException): null {
  if (thrown.code === 'EAGAIN' || thrown.code === 'EWOULDBLOCK' || thrown.code === 'EINTR') return null;
  throw thrown;
}
