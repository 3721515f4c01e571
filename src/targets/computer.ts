import type { Duplex } from 'node:stream';
import type { TcpListener, TcpPlace } from '../../boards/host/tcp-listener.ts';
import type { ServiceEnvironment } from '../../boards/raspberry-pi/service/service-link.ts';
import type { Clock } from '../ports/clock.ts';

/** The computer's own clock. */
export const openWallClock = async (): Promise<Clock> =>
  (await import('../../boards/host/system-clock.ts')).systemClock;

/** What a journal needs of the computer. */
export const loadHostTime = async () => {
  const { pause, wallTime } = await import('../../boards/host/wall-time.ts');
  return { pause, wallTime };
};

/** The journal's files in a state folder, and the lock that keeps other processes from them. */
export const loadStateFiles = async () => {
  const [{ FileJournal, readJournalFiles }, { lockStateDir }] = await Promise.all([
    import('../../boards/host/file-journal.ts'),
    import('../../boards/host/state-lock.ts'),
  ]);
  return { FileJournal, readJournalFiles, lockStateDir };
};

/** A serial port for a console. */
export const openSerialPort = async (path: string, baudRate?: number): Promise<Duplex> =>
  (await import('../../boards/host/serial-link.ts')).openSerialLink(path, baudRate);

export const closeSerialPort = async (port: Duplex): Promise<void> =>
  (await import('../../boards/host/serial-link.ts')).closeSerialLink(port);

/** A TCP port for benches. */
export const openTcpPort = async (place: TcpPlace, onConnection: (socket: Duplex) => void): Promise<TcpListener> =>
  (await import('../../boards/host/tcp-listener.ts')).openTcpListener(place, onConnection);

export const listSerialPorts = async (): Promise<readonly string[]> =>
  (await import('../../boards/host/serial-link.ts')).listSerialPorts();

/** What systemd and the computer's watchdog hear of a running controller, as this process's environment says. */
export const openService = async (environment: ServiceEnvironment, tell: (problem: string) => void) => {
  const { NOTIFY_SOCKET, UPRIGHT_WATCHDOG } = environment;
  // Most runs are nobody's service: nothing is loaded for them.
  if (NOTIFY_SOCKET === undefined && UPRIGHT_WATCHDOG === undefined) return null;
  return (await import('../../boards/raspberry-pi/service/service-link.ts')).openServiceLink(environment, tell);
};

export const loadServiceUnit = () => import('../../boards/raspberry-pi/service/service-unit.ts');

/** Why a port could not be opened, in the system's words without those of the libraries around them. */
export function reasonOf(thrown: unknown): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  if (/Cannot lock port|EBUSY|Access denied/i.test(said)) return 'another program has it open';
  if (/Inappropriate ioctl|Is a directory/i.test(said)) return 'it is not a serial port';
  return said.replace(/^Error:? /, '').replace(/,? (cannot open|setting custom baud rate).*$/i, '');
}
