/** Who may do more than ask, pause and return. The role is taken at the table and lapses when nobody uses it. */
export class OperatorRole {
  readonly #permanent: boolean;
  readonly #idleMs: number;
  #usedAtMs: number | null = null;

  constructor({ permanent, idleMs }: { readonly permanent: boolean; readonly idleMs: number }) {
    this.#permanent = permanent;
    this.#idleMs = idleMs;
  }

  isHeld(nowMs: number): boolean {
    return this.#permanent || (this.#usedAtMs !== null && nowMs - this.#usedAtMs < this.#idleMs);
  }

  grant(nowMs: number): void {
    this.#usedAtMs = nowMs;
  }

  /** A command arrived: the idle time starts anew for whoever still has the role. */
  touch(nowMs: number): void {
    if (this.isHeld(nowMs)) this.#usedAtMs = nowMs;
  }

  drop(): void {
    this.#usedAtMs = null;
  }
}
