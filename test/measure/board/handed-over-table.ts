import type { SimulatedTable } from '../../../sim/simulated-table.ts';
import type { ActuatorCommand, SensorFrame } from '../../../src/domain/frames.ts';
import type { HardwareFacts, TableHardware } from '../../../src/ports/table-hardware.ts';

/**
 * A simulated table until `handOver`, another from then on, which must stand where the first one stood. A session that
 * takes a minute to its deepest hold is there in a hundredth of a second, and goes on with real bytes to a real image.
 * Both boards' clocks and counts are made one, so that the controller sees neither of them begin anew.
 */
export class HandedOverTable implements TableHardware {
  readonly facts: HardwareFacts;
  readonly #first: SimulatedTable;
  #second: TableHardware | null = null;
  #frame: SensorFrame;
  #offset = { ms: 0, clockMs: 0, sequence: 0, damaged: 0, bootId: 0 };

  constructor(first: SimulatedTable) {
    this.#first = first;
    this.facts = first.facts;
    this.#frame = { ...first.read() };
  }

  /** `offsetMs`: from the second table's time to that of the controller. */
  handOver(second: TableHardware, offsetMs: number): void {
    const before = this.#first.read();
    const frame = second.read();
    this.#second = second;
    this.#offset = {
      ms: offsetMs,
      clockMs: before.boardClockMs - frame.boardClockMs + (frame.atMs + offsetMs - before.atMs),
      sequence: before.sequence - frame.sequence + 1,
      damaged: before.damagedFrames - frame.damagedFrames,
      bootId: before.bootId - frame.bootId,
    };
  }

  read(): SensorFrame {
    if (this.#second === null) return this.#first.read();
    const { ms, clockMs, sequence, damaged, bootId } = this.#offset;
    const frame = Object.assign(this.#frame, this.#second.read());
    frame.atMs += ms;
    frame.accelAtMs += ms;
    frame.boardClockMs += clockMs;
    frame.sequence += sequence;
    frame.damagedFrames += damaged;
    frame.bootId += bootId;
    return frame;
  }

  write(command: ActuatorCommand): void {
    if (this.#second === null) this.#first.write(command);
    else this.#second.write(command);
  }

  close(): Promise<'upright' | 'handed-over'> {
    return (this.#second ?? this.#first).close();
  }
}
