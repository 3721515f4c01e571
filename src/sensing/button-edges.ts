import { INPUT } from '../domain/inputs.ts';
import { ButtonContact } from './button-contact.ts';

/** The buttons that are debounced. The stop edges, E-STOP and RETURN, never are. */
const DEBOUNCED = [INPUT.START, INPUT.UP, INPUT.DOWN, INPUT.SELECT, INPUT.GRIP] as const;

/**
 * Debounced levels of the buttons, and what changed in the latest tick, as bits of `INPUT`. Each button is on its own:
 * what one of them does makes no other one deaf.
 */
export class ButtonEdges {
  levels = 0;
  pressed = 0;
  released = 0;
  /** Buttons whose contact is broken: they read as open. */
  chattering = 0;
  returnEdge = false;
  #contacts: readonly ButtonContact[] = [];
  #made = false;
  #broken = false;

  /** Starts from the levels of the first frame: a button held at power-on is not a press. */
  update(inputs: number, nowMs: number): void {
    const made = (inputs & INPUT.RETURN_MADE) !== 0;
    const broken = (inputs & INPUT.RETURN_BREAK_CLOSED) === 0;
    if (this.#contacts.length === 0) {
      this.#contacts = DEBOUNCED.map((bit) => new ButtonContact(bit, inputs, nowMs));
      for (const bit of DEBOUNCED) this.levels |= inputs & bit;
      this.#made = made;
      this.#broken = broken;
    }
    // Either contact alone is a press: with one of them stuck, RETURN still works.
    this.returnEdge = (made && !this.#made) || (broken && !this.#broken);
    this.#made = made;
    this.#broken = broken;
    this.#readContacts(inputs, nowMs);
  }

  #readContacts(inputs: number, nowMs: number): void {
    let levels = 0;
    let chattering = 0;
    for (const contact of this.#contacts) {
      contact.update(inputs, nowMs);
      if (contact.closed) levels |= contact.bit;
      if (contact.chatters) chattering |= contact.bit;
    }
    this.pressed = levels & ~this.levels;
    this.released = this.levels & ~levels;
    this.levels = levels;
    this.chattering = chattering;
  }
}
