import { type ScpiError, scpiError } from './scpi-errors.ts';

/** Errors that are kept until they are asked for. */
export const MAX_ERRORS = 32;

/** First in, first out. Where it is full the last one becomes 'Queue overflow', and what comes then is lost. */
export class ErrorQueue {
  readonly #errors: ScpiError[] = [];

  get count(): number {
    return this.#errors.length;
  }

  /** False: it is full, and this one is lost. */
  add(error: ScpiError): boolean {
    if (this.#errors.length < MAX_ERRORS) {
      this.#errors.push(error);
      return true;
    }
    this.#errors[MAX_ERRORS - 1] = scpiError(-350);
    return false;
  }

  /** The oldest, which is then gone; null where there is none. */
  take(): ScpiError | null {
    return this.#errors.shift() ?? null;
  }

  clear(): void {
    this.#errors.length = 0;
  }
}
