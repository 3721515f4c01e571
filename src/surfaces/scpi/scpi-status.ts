import type { TableView } from '../../domain/view.ts';
import { ErrorQueue } from './error-queue.ts';
import { EventRegister } from './event-register.ts';
import { EVENT, eventBitOf, type ScpiError } from './scpi-errors.ts';
import { conditionOf, OPERATION_BITS, QUESTIONABLE_BITS } from './table-conditions.ts';

/** Bits of the status byte: IEEE 488.2, 11.2, and SCPI-99 volume 1, chapter 9. */
const STATUS = {
  ERROR_QUEUE: 4,
  QUESTIONABLE: 8,
  MESSAGE_AVAILABLE: 16,
  STANDARD_EVENT: 32,
  MASTER_SUMMARY: 64,
  OPERATION: 128,
} as const;

/** Everything that one client can ask about what has happened. Each client has its own, and it begins as at power-on. */
export class ScpiStatus {
  readonly errors = new ErrorQueue();
  readonly operation = new EventRegister();
  readonly questionable = new EventRegister();
  #events: number = EVENT.POWER_ON;
  #enabledEvents = 0;
  #enabledServices = 0;

  observe(view: TableView): void {
    this.operation.observe(conditionOf(OPERATION_BITS, view));
    this.questionable.observe(conditionOf(QUESTIONABLE_BITS, view));
  }

  fail(error: ScpiError): void {
    this.#events |= eventBitOf(error);
    if (!this.errors.add(error)) this.#events |= EVENT.DEVICE_ERROR;
  }

  noteOperationComplete(): void {
    this.#events |= EVENT.OPERATION_COMPLETE;
  }

  /** `*ESR?`: the events so far, which are then forgotten. */
  takeEvents(): number {
    const events = this.#events;
    this.#events = 0;
    return events;
  }

  get enabledEvents(): number {
    return this.#enabledEvents;
  }

  set enabledEvents(bits: number) {
    this.#enabledEvents = bits & 0xff;
  }

  get enabledServices(): number {
    return this.#enabledServices;
  }

  /** The master summary cannot ask for itself. */
  set enabledServices(bits: number) {
    this.#enabledServices = bits & 0xff & ~STATUS.MASTER_SUMMARY;
  }

  /** `*STB?`. Asking changes nothing. */
  statusByte(messageAvailable: boolean): number {
    const byte =
      (this.errors.count > 0 ? STATUS.ERROR_QUEUE : 0) |
      (this.questionable.summary ? STATUS.QUESTIONABLE : 0) |
      (messageAvailable ? STATUS.MESSAGE_AVAILABLE : 0) |
      ((this.#events & this.#enabledEvents) !== 0 ? STATUS.STANDARD_EVENT : 0) |
      (this.operation.summary ? STATUS.OPERATION : 0);
    return (byte & this.#enabledServices) === 0 ? byte : byte | STATUS.MASTER_SUMMARY;
  }

  /** `*CLS`: what has happened is forgotten; what is enabled stays so. */
  clear(): void {
    this.errors.clear();
    this.#events = 0;
    this.operation.takeEvents();
    this.questionable.takeEvents();
  }

  /** `STATus:PRESet`. */
  preset(): void {
    this.operation.preset();
    this.questionable.preset();
  }
}
