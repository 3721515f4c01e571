import { valueError } from './command-error.ts';

/** Where `--scpi` says that a bench is to be served. */
export type ScpiPlace =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string };

const LOOPBACK = '127.0.0.1';
/** The port that IANA has assigned to SCPI over a raw socket. */
const SCPI_RAW = 5025;
const HIGHEST_PORT = 65_535;
const REMEDY = 'write tcp:127.0.0.1:5025, or a serial port such as /dev/ttyUSB0';

/** `tcp:127.0.0.1:5025`, `tcp:[::1]:5025`, `tcp:5025`, `tcp`, or the path of a serial port. */
export function parseScpiPlace(text: string): ScpiPlace {
  if (text.trim() === '') throw valueError('--scpi', 'no place is given', REMEDY);
  if (!/^tcp(:|$)/i.test(text)) return { kind: 'serial', path: text };
  const place = text.slice('tcp:'.length);
  if (place === '') return { kind: 'tcp', host: LOOPBACK, port: SCPI_RAW };
  if (/^\d+$/.test(place)) return { kind: 'tcp', host: LOOPBACK, port: portOf(place, text) };
  const [, bracketed, named, port] = /^(?:\[([\da-fA-F:.%\w]+)\]|([\w.-]+))(?::(\d*))?$/.exec(place) ?? [];
  const host = bracketed ?? named;
  if (host === undefined || port === '') throw valueError('--scpi', `'${text.slice(0, 60)}' is no address`, REMEDY);
  return { kind: 'tcp', host, port: port === undefined ? SCPI_RAW : portOf(port, text) };
}

/** How a place is written. */
export function placeText(place: ScpiPlace): string {
  if (place.kind === 'serial') return place.path;
  return `tcp:${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;
}

export function isLoopback(host: string): boolean {
  return /^(127\.|localhost$|::1$|::ffff:127\.)/i.test(host);
}

function portOf(digits: string, text: string): number {
  const port = Number(digits);
  if (port <= HIGHEST_PORT) return port;
  throw valueError('--scpi', `'${text.slice(0, 60)}': there is no port ${digits}`, `write one up to ${HIGHEST_PORT}`);
}
