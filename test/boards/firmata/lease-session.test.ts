import { describe, expect, it } from 'vitest';
import { LeaseSession } from '../../../boards/firmata/lease-session.ts';
import type { BoardMode } from '../../../src/domain/frames.ts';
import { BOARD_MODES, TELEMETRY_LAYOUT } from '../../../src/domain/lease-frames.ts';
import { moving, standing, TableDriver } from '../../sim/table-driver.ts';

const COMMAND = { ...new TableDriver().command, ...standing };
const NOTHING = Object.fromEntries(TELEMETRY_LAYOUT.map(({ name }) => [name, 0]));

function heard(session: LeaseSession, said: BoardMode): void {
  const mode = BOARD_MODES.indexOf(said);
  session.observe({ ...NOTHING, sessionId: session.values.sessionId, mode } as Parameters<LeaseSession['observe']>[0]);
}

describe('[H-27] [H-44] a lease asks for nothing downward', () => {
  it.each([
    ['in the session that was open before it', true],
    ['by the rest of a stop that was begun before it', false],
  ])('%s, until the host has stood under it without a session', (_what, sessionOpen) => {
    const session = new LeaseSession(() => 7);
    heard(session, 'leased');
    session.frameOf({ ...COMMAND, sessionOpen: false });
    expect(session.frameOf({ ...COMMAND, ...moving(-0.2), sessionOpen: true }).duty).toBeLessThan(0);
    heard(session, 'returned');
    session.frameOf({ ...COMMAND, ...moving(-0.2), sessionOpen });
    heard(session, 'leased');
    expect(session.held).toBe(true);
    expect(session.frameOf({ ...COMMAND, ...moving(-0.2), sessionOpen }).duty).toBe(0);
    expect(session.frameOf({ ...COMMAND, ...moving(0.2), sessionOpen }).duty).toBeGreaterThan(0);
    session.frameOf({ ...COMMAND, sessionOpen: false });
    expect(session.frameOf({ ...COMMAND, ...moving(-0.2), sessionOpen: true }).duty).toBeLessThan(0);
  });
});
