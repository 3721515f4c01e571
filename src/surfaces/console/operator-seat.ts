/** How long SELECT at the panel is waited for. */
export const SELECT_WITHIN_MS = 10_000;

/** `held`: nothing more is needed. `asked`: SELECT decides. `busy`: another console is asking already. */
export type RoleAnswer =
  | { readonly kind: 'held' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'busy'; readonly by: string };

export interface OperatorSeatOptions {
  readonly idleMs: number;
  /** The console that has the role while no other has it: stdio on a simulated or emulated table. Null: nobody. */
  readonly standing: string | null;
}

/**
 * One seat for all consoles of a table: at most one of them may do more than ask, pause and return. A hand at the panel
 * decides which; who had the role until then loses it at that moment. It lapses when nobody uses it.
 */
export class OperatorSeat {
  readonly #options: OperatorSeatOptions;
  #holder: { readonly name: string; usedAtMs: number } | null = null;
  #asking: { readonly name: string; readonly untilMs: number } | null = null;

  constructor(options: OperatorSeatOptions) {
    this.#options = options;
  }

  /** The console that has the role now. */
  holder(nowMs: number): string | null {
    const { idleMs, standing } = this.#options;
    const holder = this.#holder;
    return holder !== null && nowMs - holder.usedAtMs < idleMs ? holder.name : standing;
  }

  ask(name: string, nowMs: number): RoleAnswer {
    if (name === this.#options.standing) {
      this.#holder = null;
      return { kind: 'held' };
    }
    if (this.holder(nowMs) === name) return { kind: 'held' };
    const asking = this.#asking;
    if (asking !== null && asking.name !== name && nowMs < asking.untilMs) return { kind: 'busy', by: asking.name };
    this.#asking = { name, untilMs: nowMs + SELECT_WITHIN_MS };
    return { kind: 'asked' };
  }

  grant(name: string, nowMs: number): void {
    this.#holder = { name, usedAtMs: nowMs };
    this.#asking = null;
  }

  /** A command arrived: the idle time starts anew for whoever still has the role. */
  touch(name: string, nowMs: number): void {
    if (this.#holder?.name === name && this.holder(nowMs) === name) this.#holder.usedAtMs = nowMs;
  }

  /** Its line was dropped, or it no longer waits for SELECT. */
  stopAsking(name: string): void {
    if (this.#asking?.name === name) this.#asking = null;
  }

  drop(name: string): void {
    this.stopAsking(name);
    if (this.#holder?.name === name) this.#holder = null;
  }
}
