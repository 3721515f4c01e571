import type { Duplex } from 'node:stream';
import { SerialPort } from 'serialport';

const BAUD_RATE = 115_200;

/** Opens a serial port, 115200 8N1. Rejects with the operating system's reason where it cannot. */
export function openSerialLink(path: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: BAUD_RATE, autoOpen: false });
    port.open((error) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
