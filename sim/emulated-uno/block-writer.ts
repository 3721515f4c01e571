/** The bits of SREG but for the interrupt enable, in their order. */
export const FLAGS = ['c', 'z', 'n', 'v', 's', 'h', 't'] as const;
export type Flag = (typeof FLAGS)[number];
export const ALL_FLAGS: ReadonlySet<Flag> = new Set(FLAGS);

const SREG = 0x5f;

/**
 * Writes one block of instructions as JavaScript. The general registers and flags that it uses are local variables
 * while it runs; each is loaded where it is first used, and stored where the block is left.
 */
export class BlockWriter {
  /** Flags whose value somebody will look at after the instruction that is being written. */
  live: ReadonlySet<Flag> = ALL_FLAGS;
  /** Cycles of the instructions before this one. */
  cycles = 0;
  /** Its last instruction has said where it goes on. */
  hasEnded = false;
  readonly #start: number;
  readonly #lines: string[] = [];
  readonly #declared = new Set<string>();
  readonly #dirtyRegisters = new Set<number>();
  readonly #dirtyFlags = new Set<Flag>();
  #names = 0;
  #loops = false;

  /** `start`: address of its first word. */
  constructor(start: number) {
    this.#start = start;
  }

  /** A general register's value. */
  get(register: number): string {
    return this.#use(`r${register}`);
  }

  set(register: number, value: string): void {
    this.#dirtyRegisters.add(register);
    this.#assign(`r${register}`, value);
  }

  flag(flag: Flag): string {
    return this.#use(flag);
  }

  /** Written only where somebody will look at it. */
  setFlag(flag: Flag, value: string): void {
    if (!this.live.has(flag)) return;
    this.#dirtyFlags.add(flag);
    this.#assign(flag, value);
  }

  isLive(...flags: readonly Flag[]): boolean {
    return flags.some((flag) => this.live.has(flag));
  }

  /** A value under a name of its own. */
  keep(value: string): string {
    this.#names += 1;
    const name = `k${this.#names}`;
    this.line(`const ${name} = ${value};`);
    return name;
  }

  variable(): string {
    this.#names += 1;
    this.line(`let k${this.#names} = 0;`);
    return `k${this.#names}`;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  /** An access of a peripheral: it must see the cycle in which it happens. */
  atCycle(cycles: number, access: string): void {
    const passed = this.cycles + cycles;
    this.line(passed === 0 ? access : `m.ran += ${passed}; ${access} m.ran -= ${passed};`);
  }

  /** SREG with all flags as they are now; the interrupt enable as it was. */
  statusValue(): string {
    const bits = FLAGS.map((flag, index) => `${this.flag(flag)} << ${index}`);
    return `(d[${SREG}] & 128 | ${bits.join(' | ')})`;
  }

  setStatus(value: string): void {
    for (const [index, flag] of FLAGS.entries()) {
      this.#dirtyFlags.add(flag);
      this.#assign(flag, `${value} >> ${index} & 1`);
    }
    this.line(`d[${SREG}] = ${value};`);
  }

  /** Stores what has changed and ends the block, `cycles` after the instructions before; `next` is its address. */
  leave(cycles: number, next: string | number): string {
    const stores = [...this.#dirtyRegisters].map((register) => `d[${register}] = r${register};`);
    if (this.#dirtyFlags.size > 0) {
      const kept = 255 - FLAGS.reduce((mask, flag, bit) => mask | (this.#dirtyFlags.has(flag) ? 1 << bit : 0), 0);
      const bits = FLAGS.flatMap((flag, bit) => (this.#dirtyFlags.has(flag) ? [`${flag} << ${bit}`] : []));
      stores.push(`d[${SREG}] = d[${SREG}] & ${kept} | ${bits.join(' | ')};`);
    }
    // A block that leads to its own beginning goes on there, as long as it can run through before `latest`.
    const loops = next === this.#start;
    this.#loops ||= loops;
    const goesOn = loops ? 'if (m.ran <= latest) continue; ' : '';
    return `${stores.join(' ')} m.ran += ${this.cycles + cycles}; ${goesOn}return ${next};`;
  }

  end(cycles: number, next: string | number): void {
    this.line(this.leave(cycles, next));
    this.hasEnded = true;
  }

  /** The whole function's body, of the machine `m` and the cycle `latest`. */
  source(): string {
    const body = this.#lines.join('\n');
    return `'use strict'; const d = m.data;\n${this.#loops ? `for (;;) {\n${body}\n}` : body}`;
  }

  #assign(name: string, value: string): void {
    this.line(`${this.#declared.has(name) ? '' : 'let '}${name} = ${value};`);
    this.#declared.add(name);
  }

  #use(name: string): string {
    if (this.#declared.has(name)) return name;
    const bit = (FLAGS as readonly string[]).indexOf(name);
    this.#assign(name, bit < 0 ? `d[${name.slice(1)}]` : `d[${SREG}] >> ${bit} & 1`);
    return name;
  }
}
