import type { Duplex } from 'node:stream';
import { closeSerialPort, listSerialPorts, openSerialPort, reasonOf } from '../targets/computer.ts';
import { CommandError, EXIT_HARDWARE } from './command-error.ts';

/** Opens every port, or none of them and says which cannot be had, why, and what to do. */
export async function openConsolePorts(paths: readonly string[]): Promise<readonly Duplex[]> {
  const ports: Duplex[] = [];
  for (const path of paths) {
    try {
      ports.push(await openSerialPort(path));
    } catch (thrown) {
      await Promise.all(ports.map(closeSerialPort));
      const said = reasonOf(thrown);
      const message = `cannot open the console's port ${path}: ${said}`;
      throw new CommandError(EXIT_HARDWARE, 'PORT', message, '--console', await remediesFor(said, '--console stdio'));
    }
  }
  return ports;
}

export async function remediesFor(said: string, instead: string): Promise<readonly string[]> {
  const ports = await listSerialPorts();
  const found = ports.length === 0 ? 'no serial port was found here: plug it in' : `ports here: ${ports.join(', ')}`;
  if (/another program/.test(said))
    return ['end that program (picocom, minicom, another upright), then try again', found];
  if (/permission/i.test(said)) return ['be a member of the group that owns it, often dialout', found];
  return [`give one of the serial ports, or ${instead}`, found];
}
