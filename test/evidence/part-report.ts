import { createLogUpdate } from 'log-update';

const REFRESH_MS = 200;
/** Into a file, where nobody looks on. */
const FILE_EVERY_MS = 60_000;

/** What a part of the evidence prints: how far it is, each run that failed with the command that shows it again, and its sum. */
export class PartReport {
  readonly #name: string;
  readonly #startedMs = performance.now();
  readonly #live = process.stderr.isTTY === true ? createLogUpdate(process.stderr) : null;
  #shownMs = this.#startedMs;
  #runs = 0;
  #failed = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get failed(): number {
    return this.#failed;
  }

  passed(): void {
    this.#runs += 1;
    this.#show();
  }

  failedBy(complaint: string, replay: string): void {
    this.#runs += 1;
    this.#failed += 1;
    this.#live?.clear();
    process.stdout.write(`FAIL  ${complaint}\n      ${replay}\n`);
    this.#show();
  }

  /** `what` else was counted. */
  close(what = ''): void {
    this.#live?.clear();
    const verdict = this.#failed === 0 ? 'ok  ' : 'FAIL';
    process.stdout.write(`${verdict}  ${this.#name}: ${this.#soFar} of ${this.#runs}${what} in ${this.#seconds} s\n`);
  }

  get #soFar(): number {
    return this.#runs - this.#failed;
  }

  get #seconds(): string {
    return ((performance.now() - this.#startedMs) / 1000).toFixed(0);
  }

  #show(): void {
    const nowMs = performance.now();
    if (nowMs - this.#shownMs < (this.#live === null ? FILE_EVERY_MS : REFRESH_MS)) return;
    this.#shownMs = nowMs;
    const line = `  …   ${this.#name}: ${this.#soFar} of ${this.#runs} so far, ${this.#seconds} s`;
    if (this.#live === null) process.stderr.write(`${line}\n`);
    else this.#live(line);
  }
}
