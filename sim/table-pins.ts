import { CLAMPS_CLOSED, INPUTS_AT_REST } from '../src/domain/inputs.ts';

/** Contacts as they rest before anybody has got in: nothing pressed, the clamps open. */
export const CONTACTS_AT_REST = INPUTS_AT_REST & ~CLAMPS_CLOSED;

/** The digital inputs on their way from contact to pin, where a contact or its wire can be stuck. */
export class TablePins {
  /** Bits of `INPUT` as hands and latches have put them; without the limit switches, which the plant moves. */
  contacts: number = CONTACTS_AT_REST;
  #stuckSet = 0;
  #stuckCleared = 0;

  /** The bits at the pins. */
  resolve(limits: number): number {
    return ((this.contacts | limits) & ~this.#stuckCleared) | this.#stuckSet;
  }

  set(bits: number, present: boolean): void {
    this.contacts = present ? this.contacts | bits : this.contacts & ~bits;
  }

  /** From now on the pin says this of the bits, whatever the contact does. */
  stick(bits: number, present: boolean): void {
    this.unstick(bits);
    if (present) this.#stuckSet |= bits;
    else this.#stuckCleared |= bits;
  }

  unstick(bits: number): void {
    this.#stuckSet &= ~bits;
    this.#stuckCleared &= ~bits;
  }
}
