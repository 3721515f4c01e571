import { closeSync } from 'node:fs';
import koffi from 'koffi';

/**
 * What a service says to systemd: one datagram on the socket that its environment names (sd_notify(3)). Node has no
 * datagrams on local sockets. Nothing here waits, and what is not heard is nobody's fault but the listener's.
 */
const libc = koffi.load(null);
const socket = libc.func('int socket(int, int, int)');
const sendto = libc.func('long sendto(int, const void *, size_t, int, const void *, unsigned int)');

const AF_UNIX = 1;
const SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
const MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
/** `sun_path` holds 108 bytes. */
const FAMILY_BYTES = 2;
const MOST_PATH_BYTES = 107;

export class NotifySocket {
  readonly #fd: number;
  readonly #address: Buffer;

  private constructor(fd: number, address: Buffer) {
    this.#fd = fd;
    this.#address = address;
  }

  /** Null where this process is no service, or the name is none. A name that begins with @ is an abstract one. */
  static open(name: string | undefined): NotifySocket | null {
    if (name === undefined || !/^[@/]/.test(name)) return null;
    const path = Buffer.from(name.startsWith('@') ? `\0${name.slice(1)}` : name, 'utf8');
    if (path.length > MOST_PATH_BYTES) return null;
    const fd: number = socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
    if (fd < 0) return null;
    const address = Buffer.alloc(FAMILY_BYTES + path.length);
    address.writeUInt16LE(AF_UNIX, 0);
    path.copy(address, FAMILY_BYTES);
    return new NotifySocket(fd, address);
  }

  /** Such as `READY=1`. Whether it was taken. */
  say(state: string): boolean {
    const text = Buffer.from(state, 'utf8');
    const sent: number = sendto(
      this.#fd,
      text,
      text.length,
      MSG_DONTWAIT_NOSIGNAL,
      this.#address,
      this.#address.length,
    );
    return sent === text.length;
  }

  close(): void {
    closeSync(this.#fd);
  }
}
