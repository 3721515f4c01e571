import type { GpioLines } from './kernel/gpio-lines.ts';
import type { PwmChannel } from './kernel/pwm-channel.ts';

/** Bits of the output lines, in the order in which they are asked for. */
export const OUTPUT_LINE = { brake: 1 << 0, heartbeat: 1 << 1, down: 1 << 2 } as const;

/** What reaches the drive. */
export interface PiDrive {
  duty: number;
  driveEnabled: boolean;
  brakeReleased: boolean;
}

export interface PiOutputParts {
  readonly lines: GpioLines;
  readonly up: PwmChannel;
  /** Null with a `pwm-dir` bridge, whose second input is a line. */
  readonly down: PwmChannel | null;
}

/** Drive, brake and heartbeat at the pins. Every method says false where the kernel takes it no more. */
export class PiOutputs {
  readonly #parts: PiOutputParts;
  #duty = 0;
  #beat = false;

  constructor(parts: PiOutputParts) {
    this.#parts = parts;
  }

  get appliedDuty(): number {
    return this.#duty;
  }

  put({ duty, driveEnabled, brakeReleased }: Readonly<PiDrive>): boolean {
    const wanted = driveEnabled ? duty : 0;
    const turned = this.#turn(wanted);
    return this.#parts.lines.set(brakeReleased ? OUTPUT_LINE.brake : 0, OUTPUT_LINE.brake) && turned;
  }

  /** Drive off and brake on. */
  cut(): boolean {
    return this.put({ duty: 0, driveEnabled: false, brakeReleased: false });
  }

  /** One more edge for the charge pump that holds the return relay. */
  beat(): boolean {
    this.#beat = !this.#beat;
    return this.#parts.lines.set(this.#beat ? OUTPUT_LINE.heartbeat : 0, OUTPUT_LINE.heartbeat);
  }

  close(): void {
    this.cut();
    this.#parts.up.close();
    this.#parts.down?.close();
    this.#parts.lines.close();
  }

  /** Nothing at the pins while the direction changes over. */
  #turn(duty: number): boolean {
    const { up, down, lines } = this.#parts;
    const reverses = Math.sign(duty) !== Math.sign(this.#duty);
    let taken = true;
    if (reverses) taken = this.#set(up, 0) && (down === null || this.#set(down, 0));
    this.#duty = taken || duty === 0 ? duty : this.#duty;
    if (!taken) return false;
    if (down !== null) return duty >= 0 ? this.#set(up, duty) : this.#set(down, -duty);
    if (reverses) taken = lines.set(duty < 0 ? OUTPUT_LINE.down : 0, OUTPUT_LINE.down);
    return this.#set(up, Math.abs(duty)) && taken;
  }

  #set(channel: PwmChannel, share: number): boolean {
    return channel.set(Math.min(share, 1));
  }
}
