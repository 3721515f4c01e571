import { SETUP, SETUP_STATUS, SYSEX } from '../../src/domain/lease-frames.ts';
import type { BoardLink } from './board-link.ts';
import {
  type BoardCalibration,
  packCalibration,
  setupAnswer,
  setupRequest,
  unpackCalibration,
} from './calibration-frames.ts';
import { END_SYSEX, START_SYSEX } from './firmata-protocol.ts';
import type { Pause } from './identify-board.ts';

/** Writing 32 bytes of EEPROM takes 3.4 ms each, and they are read back. */
const ANSWER_WITHIN_MS = 1500;
const LOOK_EVERY_MS = 10;

export type SetupResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly because: string };

/** What the board keeps by itself, asked and told while it is upright and nobody has a lease. */
export class BoardSetup {
  readonly #link: () => BoardLink;
  readonly #pause: Pause;

  /** `link` gives the line that is open now. */
  constructor(link: () => BoardLink, pause: Pause) {
    this.#link = link;
    this.#pause = pause;
  }

  async readCalibration(): Promise<SetupResult<BoardCalibration>> {
    const answer = await this.#ask(SETUP.readCalibration, setupRequest.encode({ asked: SETUP.readCalibration }));
    if (!answer.ok) return answer;
    const read = unpackCalibration(answer.value);
    return read === null
      ? { ok: false, because: 'the board has answered something else' }
      : { ok: true, value: read.calibration };
  }

  async writeCalibration(calibration: BoardCalibration): Promise<SetupResult<null>> {
    const asked = SETUP.writeCalibration;
    const answer = await this.#ask(asked, packCalibration(asked, calibration));
    return answer.ok ? { ok: true, value: null } : answer;
  }

  /** The board answers, and then hangs until its watchdog resets it. */
  async testWatchdog(): Promise<SetupResult<null>> {
    const answer = await this.#ask(SETUP.testWatchdog, setupRequest.encode({ asked: SETUP.testWatchdog }));
    return answer.ok ? { ok: true, value: null } : answer;
  }

  async #ask(asked: number, packed: Uint8Array): Promise<SetupResult<Uint8Array>> {
    let answer: Uint8Array | null = null;
    const link = this.#link();
    const stop = link.listen({
      sysex: (number, payload) => {
        if (number === SYSEX.setup) answer ??= Uint8Array.from(payload);
      },
      message: () => undefined,
      damaged: () => undefined,
    });
    const heard = (): Uint8Array | null => answer;
    link.send([END_SYSEX, START_SYSEX, SYSEX.setup, ...packed, END_SYSEX]);
    for (let passedMs = 0; passedMs < ANSWER_WITHIN_MS && heard() === null; passedMs += LOOK_EVERY_MS) {
      await this.#pause(LOOK_EVERY_MS);
    }
    stop();
    const payload = heard();
    return payload === null ? { ok: false, because: 'the board does not answer' } : judge(asked, payload);
  }
}

function judge(asked: number, payload: Uint8Array): SetupResult<Uint8Array> {
  const status = statusOf(asked, payload);
  switch (status) {
    case SETUP_STATUS.ok:
      return { ok: true, value: payload };
    case SETUP_STATUS.notUpright:
      return { ok: false, because: 'the table is not upright: bring it up first' };
    case SETUP_STATUS.armed:
      return { ok: false, because: 'the board is leased or on its way up: end that first' };
    case SETUP_STATUS.outOfRange:
      return { ok: false, because: 'the board finds a figure out of its range' };
    default:
      return { ok: false, because: 'the board has not understood: try again' };
  }
}

function statusOf(asked: number, payload: Uint8Array): number {
  const seen: Record<string, number> = {};
  if (setupAnswer.decode(payload, seen)) {
    const { asked: answered, status = -1 } = seen;
    return answered === asked ? status : -1;
  }
  return unpackCalibration(payload)?.status ?? -1;
}
