/** What speaks on a port that is no Firmata board, as far as it can be told from its first bytes. */
export const MOST_SEEN_BYTES = 512;

export function strangerOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null;
  const text = Buffer.from(bytes).toString('latin1');
  if (/\$(G[PNLABQ]|BD)[A-Z]{3},/.test(text)) return 'a GPS receiver (NMEA sentences)';
  if (/(^|[\r\n])(OK|RING|NO CARRIER|ERROR|\+[A-Z]{3,5}[:=]|AT[+&A-Z0-9]*)\s*[\r\n]/.test(text)) return 'a modem';
  if (/(login:|[$#] $|~[$#])/.test(text)) return 'a computer with a login prompt';
  const plain = text.replace(/[\r\n\t]/g, '');
  const readable = plain.replace(/[^\x20-\x7e]/g, '');
  if (plain.length >= 4 && readable.length > 0.9 * plain.length) {
    return `something that prints text, such as '${readable.slice(0, 30).trim()}'`;
  }
  return 'something that does not speak Firmata at 115200 baud';
}
