/** SCPI registers have 16 bits, of which the highest is always 0. */
const ALL_BITS = 0x7fff;

/**
 * One of the two status structures of SCPI-99 volume 1, chapter 9: what is so now, the happenings that its changes
 * have left behind, and which of them the status byte tells.
 */
export class EventRegister {
  #condition: number | null = null;
  #events = 0;
  #enabled = 0;
  #rising = ALL_BITS;
  #falling = 0;

  get condition(): number {
    return this.#condition ?? 0;
  }

  /** Changes of bits become events, as the transition filters let them. What was so before anybody looked is none. */
  observe(condition: number): void {
    const before = this.#condition ?? condition;
    const risen = condition & ~before & this.#rising;
    const fallen = before & ~condition & this.#falling;
    this.#events |= risen | fallen;
    this.#condition = condition;
  }

  /** The events so far, which are then forgotten. */
  takeEvents(): number {
    const events = this.#events;
    this.#events = 0;
    return events;
  }

  get enabled(): number {
    return this.#enabled;
  }

  set enabled(bits: number) {
    this.#enabled = bits & ALL_BITS;
  }

  get rising(): number {
    return this.#rising;
  }

  set rising(bits: number) {
    this.#rising = bits & ALL_BITS;
  }

  get falling(): number {
    return this.#falling;
  }

  set falling(bits: number) {
    this.#falling = bits & ALL_BITS;
  }

  /** An event has happened that is enabled: a bit of the status byte. */
  get summary(): boolean {
    return (this.#events & this.#enabled) !== 0;
  }

  /** As `STATus:PRESet` has it: nothing enabled, and bits that rise are events. */
  preset(): void {
    this.#enabled = 0;
    this.#rising = ALL_BITS;
    this.#falling = 0;
  }
}
