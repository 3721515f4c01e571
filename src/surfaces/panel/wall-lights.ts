import type { Lights } from '../../domain/view.ts';

interface Moment {
  /** The table's clock, and how many times faster than the wall's it runs. */
  readonly nowMs: number;
  readonly speed: number;
  readonly wallMs: number;
}

/** Puts the lights on the wall's clock: what flashes on the screen flashes at its rate however fast the table runs. */
export class WallLights {
  #lights: Lights | null = null;
  #alarmSinceMs = 0;
  #callSinceMs = 0;

  of(lights: Lights, moment: Moment): Lights {
    const before = this.#lights;
    if (lights.alarmSinceMs !== before?.alarmSinceMs) this.#alarmSinceMs = onWall(lights.alarmSinceMs, moment);
    if (lights.callSinceMs !== before?.callSinceMs) this.#callSinceMs = onWall(lights.callSinceMs, moment);
    this.#lights = lights;
    return { ...lights, alarmSinceMs: this.#alarmSinceMs, callSinceMs: this.#callSinceMs };
  }
}

function onWall(sinceMs: number, { nowMs, speed, wallMs }: Moment): number {
  return wallMs - (nowMs - sinceMs) / speed;
}
