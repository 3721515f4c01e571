import { DEFAULT_SETTINGS, type Settings } from '../../../src/config/settings.ts';

/** The settings of a Pi with its return relay. */
export const PI_TABLE: Settings = {
  ...DEFAULT_SETTINGS,
  board: { ...DEFAULT_SETTINGS.board, pi: { ...DEFAULT_SETTINGS.board.pi, returnRelay: true } },
};
