import { readdir } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { SerialPort } from 'serialport';
import { mendBinding } from './mend-binding.ts';

const BAUD_RATE = 115_200;
/** About a third of a second of line time. What is written beyond waits, so that an answer is never older than that. */
const BUFFER_BYTES = 4096;
/** A port whose far end does not read is closed all the same. */
const CLOSE_STEP_MS = 200;
/** What the system's own buffer holds of a last reply has left the wire by then. */
const LAST_WORDS_MS = 50;
const MAX_LISTED = 20;
/** The line is low for so long, and the boot loader listens so much later. */
const RESET_MS = 100;

/** Opens a serial port, 115200 8N1 unless another speed is given, for this process alone. Rejects with the operating system's reason where it cannot. */
export function openSerialLink(path: string, baudRate = BAUD_RATE): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate, highWaterMark: BUFFER_BYTES, autoOpen: false });
    // Whoever works with the port listens, too; an error before or after, as a cable that is pulled, must end no process.
    port.on('error', () => undefined);
    port.open((error) => {
      if (error !== null) reject(error);
      else {
        mendBinding(port.port);
        resolve(port);
      }
    });
  });
}

/** Closes it: what was written is sent first, what cannot be sent soon is thrown away. Never rejects. */
export async function closeSerialLink(link: Duplex): Promise<void> {
  if (!(link instanceof SerialPort) || !link.isOpen) return;
  await settledWithin(CLOSE_STEP_MS, (done) => link.write('', done));
  await settledWithin(LAST_WORDS_MS, () => undefined);
  // The system would wait up to half a minute for a far end that does not read, and so would `drain`.
  await settledWithin(CLOSE_STEP_MS, (done) => link.flush(done));
  await settledWithin(CLOSE_STEP_MS, (done) => link.close(done));
}

/** The serial ports of this computer, as far as they can be found. Never rejects. */
export async function listSerialPorts(): Promise<readonly string[]> {
  const listed = await SerialPort.list().catch(() => null);
  if (listed !== null) return listed.map(({ path }) => path).slice(0, MAX_LISTED);
  // Without udev the names in /dev are all there is. Built-in ttyS ports are there whether or not they exist.
  const names = await readdir('/dev').catch(() => []);
  const ports = names.filter((name) => /^(tty(ACM|USB|AMA|GS|O|XRUSB)\d+|rfcomm\d+|cu\..+)$/.test(name)).sort();
  return ports.map((name) => `/dev/${name}`).slice(0, MAX_LISTED);
}

/**
 * Pulls the reset line of an Arduino, which hangs on DTR by a capacitor. Does nothing where the port has no such line: the
 * native binding crashes when it is asked for one a second time.
 */
export async function pulseReset(link: Duplex): Promise<void> {
  if (!(link instanceof SerialPort) || !link.isOpen) return;
  if (!(await setLines(link, false))) return;
  await settledWithin(RESET_MS, () => undefined);
  await setLines(link, true);
  await settledWithin(RESET_MS, () => undefined);
}

function setLines(link: SerialPort, high: boolean): Promise<boolean> {
  return new Promise((resolve) => link.set({ dtr: high, rts: high }, (error) => resolve(error === null)));
}

function settledWithin(ms: number, act: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    act(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
