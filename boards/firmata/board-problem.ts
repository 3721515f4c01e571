import { type BoardIdentity, OLDEST_FIRMWARE } from './board-identity.ts';
import type { Identified } from './identify-board.ts';

/** Why a port gives no table, and what to do about it. */
export interface BoardProblem {
  readonly code: 'SILENT' | 'NOT_A_BOARD' | 'UNPLUGGED' | 'FIRMWARE';
  readonly what: string;
  readonly remedies: readonly string[];
}

export function unidentified(place: string, { because, ...rest }: Extract<Identified, { ok: false }>): BoardProblem {
  switch (because) {
    case 'silent':
      return {
        code: 'SILENT',
        what: `nothing answers on ${place} within 6 s`,
        remedies: [
          'check that this is the port of the board, and that the board is powered',
          `a board without its firmware gets it by: upright flash --port ${place}`,
        ],
      };
    case 'stranger': {
      const who = 'who' in rest ? rest.who : 'something else';
      return {
        code: 'NOT_A_BOARD',
        what: `on ${place} there is ${who}, and no board`,
        remedies: [
          'give the port of the board: --port P',
          `if this is the board, it needs its firmware: upright flash --port ${place}`,
        ],
      };
    }
    case 'gone':
      return unplugged(place);
    default:
      return because satisfies never;
  }
}

export function unplugged(place: string): BoardProblem {
  return {
    code: 'UNPLUGGED',
    what: `${place} is gone while its board was asked`,
    remedies: ['plug the cable in and try again'],
  };
}

export function unfit(place: string, identity: BoardIdentity): BoardProblem {
  const remedies = [`put the firmware of this release onto it: upright flash --port ${place}`];
  const because =
    identity.kind === 'upright' ? `older than ${OLDEST_FIRMWARE.join('.')}` : 'which cannot drive a table';
  return { code: 'FIRMWARE', what: `the board on ${place} runs ${nameOf(identity)}, ${because}`, remedies };
}

export function withoutTelemetry(place: string, identity: BoardIdentity): BoardProblem {
  return {
    code: 'FIRMWARE',
    what: `the board on ${place} runs ${nameOf(identity)}, and reports nothing of a table`,
    remedies: [`put the firmware of this release onto it anew: upright flash --port ${place}`],
  };
}

/** Stock Firmata with a person: refused before anything else, for nothing that is done at the table would change it. */
export function noRider(place: string, identity: BoardIdentity): BoardProblem {
  return {
    code: 'FIRMWARE',
    what: `the board on ${place} runs ${nameOf(identity)}, which leaves the drive running when this computer fails: it may not carry a person`,
    remedies: [
      `put the firmware of this release onto it: upright flash --port ${place}`,
      'to try it out as it is, with nobody on the table: --occupancy none, or --occupancy load',
    ],
  };
}

function nameOf(identity: BoardIdentity): string {
  const name = identity.kind === 'upright' ? 'upright firmware' : `'${identity.name}'`;
  return `${name} ${identity.version}`;
}
