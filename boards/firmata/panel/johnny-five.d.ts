/** As much of the two libraries, which bring no types, as the panel uses. */
declare module 'firmata-io' {
  import type { EventEmitter } from 'node:events';

  export class Firmata extends EventEmitter {
    constructor(transport: EventEmitter, options: Record<string, unknown>);
    i2cWrite(address: number, ...rest: unknown[]): this;
  }
}

declare module 'johnny-five' {
  import type { EventEmitter } from 'node:events';

  export class Board extends EventEmitter {
    static Virtual: new (
      expander: Expander,
    ) => Board;
    constructor(options: Record<string, unknown>);
  }
  export class Expander {
    constructor(options: Record<string, unknown>);
  }
  export class Led {
    constructor(options: Record<string, unknown>);
    on(): this;
    off(): this;
  }
  export class LCD {
    constructor(options: Record<string, unknown>);
    cursor(row: number, column: number): this;
    print(text: string): this;
  }
}
