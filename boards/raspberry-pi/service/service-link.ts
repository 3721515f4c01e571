import { type HardwareWatchdog, openHardwareWatchdog } from './hardware-watchdog.ts';
import { NotifySocket } from './notify-socket.ts';

/** Said at least four times within the time of either watchdog. */
const PARTS = 4;
/** With no word from systemd, the hardware's alone, ms. */
const HARDWARE_EVERY_MS = 1000;

export interface ServiceEnvironment {
  readonly NOTIFY_SOCKET?: string;
  /** The service's own watchdog, us. */
  readonly WATCHDOG_USEC?: string;
  /** The device to feed, such as `/dev/watchdog`; none: the computer is not reset for this process. */
  readonly UPRIGHT_WATCHDOG?: string;
}

/** How a running controller is watched from outside: by systemd, by the computer's watchdog, by both, or by nobody. */
export interface ServiceLink {
  /** The cycle runs. */
  ready(): void;
  /** Called in every cycle. */
  alive(nowMs: number): void;
  /** The rider is being brought up, and this process then ends. */
  stopping(): void;
  close(): void;
}

export function openServiceLink(environment: ServiceEnvironment, tell: (problem: string) => void): ServiceLink {
  const socket = NotifySocket.open(environment.NOTIFY_SOCKET);
  const watchdog = openWatchdog(environment.UPRIGHT_WATCHDOG, tell);
  const everyMs = intervalOf(environment.WATCHDOG_USEC);
  let saidAtMs = Number.NEGATIVE_INFINITY;
  return {
    ready: () => void socket?.say('READY=1\nSTATUS=the cycle runs'),
    alive: (nowMs) => {
      if (nowMs - saidAtMs < everyMs) return;
      saidAtMs = nowMs;
      socket?.say('WATCHDOG=1');
      watchdog?.feed();
    },
    stopping: () => void socket?.say('STOPPING=1\nSTATUS=bringing the rider up'),
    close: () => {
      watchdog?.close();
      socket?.close();
    },
  };
}

function intervalOf(watchdogUsec: string | undefined): number {
  const ms = Number(watchdogUsec) / 1000;
  return ms > 0 ? Math.min(ms / PARTS, HARDWARE_EVERY_MS) : HARDWARE_EVERY_MS;
}

function openWatchdog(path: string | undefined, tell: (problem: string) => void): HardwareWatchdog | null {
  if (path === undefined || path === '') return null;
  const opened = openHardwareWatchdog(path);
  if (opened.ok) return opened.value;
  const whose = opened.errno === 'EBUSY' ? 'systemd or another program feeds it already' : opened.errno;
  tell(`the computer's watchdog ${path} does not watch this process: ${whose}`);
  return null;
}
