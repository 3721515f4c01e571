/** After each line its error is asked for, and the version, which marks the end of what there is to be read. */
const ASKS_ERROR = ':SYST:ERR?;:SYST:VERS?';
const ERROR_AND_VERSION = /^(-?\d+,".*");1999\.0$/;
/** A message that comes while it waits for the table would interrupt it. */
const WAITS = /\*OPC\?/i;
const NO_ERROR = '0,"No error"';

/** The instrument that a controller's process is, at a serial port or socket of its own. */
export class HostScpi {
  /** Since the process began. */
  sentBytes = 0;
  cameBytes = 0;
  readonly #write: (text: string) => void;
  #rest = '';
  #responses: string[] = [];
  #asksOnceAnswered = false;
  #reply: readonly string[] | null = null;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  begin(): void {
    this.sentBytes = 0;
    this.cameBytes = 0;
    this.#rest = '';
    this.#forget();
  }

  say(line: string): void {
    this.#forget();
    this.#asksOnceAnswered = WAITS.test(line);
    this.#send(this.#asksOnceAnswered ? line : `${line}\n${ASKS_ERROR}`);
  }

  /** The response, if there is one, and `ok` or the error. */
  takeReply(): readonly string[] | null {
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }

  /** What the instrument has said. */
  take(bytes: Buffer): void {
    this.cameBytes += bytes.length;
    const lines = `${this.#rest}${bytes.toString('latin1')}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#takeLine(line.trimEnd());
  }

  #send(text: string): void {
    this.sentBytes += Buffer.byteLength(`${text}\n`);
    this.#write(`${text}\n`);
  }

  #forget(): void {
    this.#responses = [];
    this.#reply = null;
  }

  #takeLine(line: string): void {
    const [, error] = ERROR_AND_VERSION.exec(line) ?? [];
    if (error === undefined) {
      this.#responses.push(line);
      if (this.#asksOnceAnswered) this.#send(ASKS_ERROR);
      this.#asksOnceAnswered = false;
    } else this.#reply = [...this.#responses, error === NO_ERROR ? 'ok' : `error ${error}`];
  }
}
