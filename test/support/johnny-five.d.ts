/** As far as these tests use them; neither package brings types of its own. */
declare module 'johnny-five' {
  import type { EventEmitter } from 'node:events';

  export class Board extends EventEmitter {
    constructor(options: { io: unknown; repl: false; sigint: false; debug: false; timeout?: number });
  }
  export class Led {
    constructor(options: { pin: number; board: Board });
    blink(ms: number): this;
    stop(): this;
    on(): this;
    brightness(value: number): this;
  }
  export class Motor {
    constructor(options: { board?: Board; pins: { pwm: number; dir: number } });
    forward(speed: number): this;
    reverse(speed: number): this;
    stop(): this;
  }
  export class Sensor extends EventEmitter {
    constructor(options: { pin: string; freq: number; board: Board });
    readonly value: number;
  }
  export class Button extends EventEmitter {
    constructor(options: { board?: Board; pin: number; isPullup?: boolean });
  }
  export class LCD {
    constructor(options: { controller: string; address: number; rows: number; cols: number; board: Board });
    cursor(row: number, column: number): this;
    print(text: string): this;
  }
  /** A CommonJS package: Node by itself finds no names in it. */
  const johnnyFive: { readonly Board: typeof Board; readonly Button: typeof Button; readonly Motor: typeof Motor };
  export default johnnyFive;
}

declare module 'firmata-io' {
  import type { EventEmitter } from 'node:events';

  export class Firmata extends EventEmitter {
    constructor(transport: unknown, options?: { reportVersionTimeout?: number });
  }
  const firmataIo: { readonly Firmata: typeof Firmata };
  export default firmataIo;
}
