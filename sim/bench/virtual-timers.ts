/** What `setTimeout` gives back, as far as programs use it. */
class VirtualTimer {
  dueMs: number;
  isActive = true;
  readonly #timers: VirtualTimers;
  readonly periodMs: number;
  readonly repeats: boolean;
  readonly act: () => void;
  #isRef = true;

  constructor(
    timers: VirtualTimers,
    { periodMs, repeats, act }: { periodMs: number; repeats: boolean; act: () => void },
  ) {
    this.#timers = timers;
    this.periodMs = periodMs;
    this.repeats = repeats;
    this.act = act;
    this.dueMs = timers.nowMs + periodMs;
  }

  ref(): this {
    this.#isRef = true;
    return this;
  }

  unref(): this {
    this.#isRef = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isRef;
  }

  refresh(): this {
    this.dueMs = this.#timers.nowMs + this.periodMs;
    this.isActive = true;
    this.#timers.add(this);
    return this;
  }

  close(): this {
    this.isActive = false;
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

interface Passing {
  /** The process was stopped meanwhile: every timer that is due finds the end of it, and none is called twice. */
  readonly late: boolean;
  /** Between two timers: what one of them has begun goes on. */
  readonly breathe: () => Promise<void>;
}

/** Node's timers on a clock that passes only when it is told to. A process has few of them. */
export class VirtualTimers {
  nowMs = 0;
  readonly #timers = new Set<VirtualTimer>();

  /** No timer keeps the process alive. */
  get isEmpty(): boolean {
    return ![...this.#timers].some((timer) => timer.hasRef());
  }

  readonly setTimeout = (act: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): VirtualTimer =>
    this.#start(() => act(...args), { ms, repeats: false });

  readonly setInterval = (act: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): VirtualTimer =>
    this.#start(() => act(...args), { ms, repeats: true });

  readonly clear = (timer: unknown): void => {
    if (!(timer instanceof VirtualTimer)) return;
    timer.isActive = false;
    this.#timers.delete(timer);
  };

  /** Of `node:timers/promises`. */
  readonly wait = (ms = 0, value?: unknown, options: { readonly ref?: boolean } = {}): Promise<unknown> =>
    new Promise((done) => {
      const timer = this.setTimeout(() => done(value), ms);
      if (options.ref === false) timer.unref();
    });

  add(timer: VirtualTimer): void {
    this.#timers.add(timer);
  }

  async passTo(toMs: number, { late, breathe }: Passing): Promise<void> {
    if (late) this.nowMs = toMs;
    await breathe();
    for (let next = this.#nextDue(toMs); next !== null; next = this.#nextDue(toMs)) {
      if (!late) this.nowMs = Math.max(this.nowMs, next.dueMs);
      this.#call(next);
      await breathe();
    }
    this.nowMs = toMs;
  }

  #start(act: () => void, { ms, repeats }: { readonly ms: number; readonly repeats: boolean }): VirtualTimer {
    const timer = new VirtualTimer(this, { periodMs: Math.max(1, ms), repeats, act });
    this.#timers.add(timer);
    return timer;
  }

  #nextDue(toMs: number): VirtualTimer | null {
    let next: VirtualTimer | null = null;
    for (const timer of this.#timers) {
      if (timer.isActive && timer.dueMs <= toMs && (next === null || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }

  #call(timer: VirtualTimer): void {
    if (timer.repeats) timer.dueMs = this.nowMs + timer.periodMs;
    else this.clear(timer);
    timer.act();
  }
}
