import type { BoardAccess } from './target.ts';

type AccessParts = Pick<BoardAccess, 'table' | 'wait' | 'nowMs' | 'turnByHand' | 'hangUp'>;

/** A board with our firmware, for those who set it up. */
export async function accessTo(parts: AccessParts): Promise<BoardAccess> {
  const [{ BoardSetup }, { boardCalibrationOf, sameCalibration, uprightCountsOf }] = await Promise.all([
    import('../../boards/firmata/board-setup.ts'),
    import('../../boards/firmata/board-calibration.ts'),
  ]);
  const setup = new BoardSetup(() => parts.table.link, parts.wait);
  return { ...parts, setup, calibrationOf: boardCalibrationOf, sameCalibration, uprightCountsOf };
}
