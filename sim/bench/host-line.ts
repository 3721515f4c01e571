import type { LinkDisturbance } from '../../src/ports/bench-table.ts';
import type { PseudoTerminal } from '../emulated-uno/pseudo-terminal.ts';
import type { SerialLine } from '../emulated-uno/serial-line.ts';
import { DisturbedLine } from './disturbed-line.ts';

/** The serial cable between a controller's process and an emulated board: each way can be disturbed, and its bytes are counted. */
export class HostLine {
  /** Since the process began, at its own end of the cable. */
  sentBytes = 0;
  cameBytes = 0;
  readonly #toHost: DisturbedLine;
  readonly #toBoard: DisturbedLine;
  #fromHost: Uint8Array[] = [];
  #fromBoard: number[] = [];

  constructor(terminal: PseudoTerminal, board: SerialLine, came: () => void) {
    this.#toHost = new DisturbedLine((bytes) => {
      this.sentBytes += bytes.length;
      terminal.output.write(bytes);
    });
    this.#toBoard = new DisturbedLine((bytes) => board.send(bytes));
    board.onByte = (byte) => this.#fromBoard.push(byte);
    terminal.input.on('data', (bytes: Buffer) => {
      this.cameBytes += bytes.length;
      this.#fromHost.push(Uint8Array.from(bytes));
      came();
    });
  }

  disturb(disturbance: LinkDisturbance | null): void {
    this.#toHost.disturbance = disturbance;
    this.#toBoard.disturbance = disturbance === null ? null : { ...disturbance, seed: disturbance.seed + 1 };
  }

  /** A process begins: nothing was on its way to it, or from the one before. */
  begin(): void {
    this.sentBytes = 0;
    this.cameBytes = 0;
    this.#fromHost = [];
    this.#fromBoard = [];
  }

  passToHost(nowMs: number): void {
    this.#toHost.send(Uint8Array.from(this.#fromBoard), nowMs);
    this.#fromBoard = [];
    this.#toHost.pass(nowMs);
  }

  passToBoard(nowMs: number): void {
    for (const bytes of this.#fromHost) this.#toBoard.send(bytes, nowMs);
    this.#fromHost = [];
    this.#toBoard.pass(nowMs);
  }
}
