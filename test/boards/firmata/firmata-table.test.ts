import { describe, expect, it } from 'vitest';
import type { ActuatorCommand } from '../../../src/domain/frames.ts';
import { SYSEX } from '../../../src/domain/lease-frames.ts';
import { moving, standing, TableDriver } from '../../sim/table-driver.ts';
import { type FirmataRig, openFirmataRig } from './firmata-rig.ts';

const BASE: ActuatorCommand = { ...new TableDriver().command, sessionOpen: false };
const command = (change: Partial<ActuatorCommand> = {}): ActuatorCommand => ({ ...BASE, ...change });

function drive({ board, table }: FirmataRig, ms: number, change: Partial<ActuatorCommand> = {}): void {
  const said = command(change);
  board.advance(ms, () => table.write(said));
}

const tiltOf = ({ board }: FirmataRig): number => board.table.plant.tiltDeg;

async function hanging(tiltDeg = -30): Promise<FirmataRig> {
  const rig = await openFirmataRig({ startTiltDeg: tiltDeg });
  rig.buttons.press('CLAMP', null);
  drive(rig, 200, { ...standing, sessionOpen: true });
  return rig;
}

/** A turn of the event loop: a stream that was opened anew begins to flow. */
const turn = () => new Promise(setImmediate);

describe('a table behind a board', () => {
  it('says what it is, and carries nobody without a calibration of its own', async () => {
    const { board, table } = await openFirmataRig();
    expect(table.facts).toMatchObject({ name: 'uno memory', firmware: 'upright 0.3.0', carriesRider: { ok: true } });
    board.uncalibrated = true;
    board.advance(20);
    expect(table.facts.carriesRider).toMatchObject({ ok: false });
  });

  it('puts an F7 before every command frame', async () => {
    const rig = await openFirmataRig();
    rig.board.heard.length = 0;
    drive(rig, 100);
    const { heard } = rig.board;
    const starts = heard.flatMap((byte, at) => (byte === 0xf0 && heard[at + 1] === SYSEX.command ? [at] : []));
    expect(starts).toHaveLength(10);
    expect(starts.every((at) => heard[at - 1] === 0xf7)).toBe(true);
  });

  it('[H-31] reports no repeated and no overtaken frame as new', async () => {
    const rig = await hanging();
    const last: Buffer[] = [];
    rig.board.damage = (bytes) => {
      last.push(bytes);
      const [first = bytes] = last.length > 4 ? last.splice(0, 1) : [];
      return Buffer.concat([bytes, bytes, first]);
    };
    const { sequence } = rig.table.read();
    drive(rig, 500, { ...standing, sessionOpen: true });
    expect(rig.table.read().sequence - sequence).toBe(50);
    expect(rig.table.counts.overtaken).toBeGreaterThanOrEqual(95);
  });

  it('[H-30] drops what is damaged, counts it, and reads on', async () => {
    const rig = await hanging();
    let count = 0;
    rig.board.damage = (bytes) => {
      count += 1;
      if (count % 10 !== 0) return bytes;
      const flipped = Buffer.from(bytes);
      flipped[12] = (flipped[12] ?? 0) ^ 0x10;
      return flipped;
    };
    const before = rig.table.read().damagedFrames;
    drive(rig, 1000, { ...standing, sessionOpen: true });
    expect(rig.table.read().damagedFrames - before).toBe(10);
    expect(rig.board.nowMs - rig.table.read().atMs).toBeLessThanOrEqual(10);
  });

  it('[H-27] takes frames that were stored while it stood still for as old as they are, and sends nothing stale', async () => {
    const rig = await hanging();
    drive(rig, 300, { ...moving(-0.1), sessionOpen: true });
    const fromDeg = tiltOf(rig);
    rig.board.isHeldUp = true;
    rig.board.advance(2000);
    rig.board.heard.length = 0;
    const ages: number[] = [];
    rig.board.damage = (bytes) => {
      ages.push(rig.board.nowMs - rig.table.read().atMs);
      return bytes;
    };
    rig.board.letThrough();
    expect(ages.slice(1, 150).every((age) => age > 150)).toBe(true);
    expect(rig.board.heard).toEqual([]);
    expect(rig.table.read().mode).toBe('returning');
    drive(rig, 3000, { ...moving(-0.3), sessionOpen: true });
    expect(tiltOf(rig)).toBeGreaterThan(fromDeg);
  });

  it('[H-33] opens another lease after a reset of the board, and asks for no motion until it has it', async () => {
    const rig = await hanging(60);
    const before = rig.board.sessionId;
    rig.board.table.board.forgetSession();
    rig.board.table.resetBoard();
    drive(rig, 1200, { ...moving(-0.2), sessionOpen: true });
    const { tiltDeg } = rig.board.table.plant;
    drive(rig, 1000, { ...moving(-0.2), sessionOpen: true });
    expect(rig.board.sessionId).not.toBe(before);
    expect(rig.table.read().mode).toBe('leased');
    // The session in which the board was lost is still open: nothing moves down again.
    expect(tiltOf(rig)).toBeGreaterThanOrEqual(tiltDeg - 0.3);
    drive(rig, 100, { ...standing, sessionOpen: false });
    drive(rig, 2000, { ...moving(-0.2), sessionOpen: true });
    expect(tiltOf(rig)).toBeLessThan(tiltDeg - 1);
  });

  it('[H-33] knows a start anew though the board could not store its number', async () => {
    const rig = await hanging(60);
    drive(rig, 2000);
    const { bootId } = rig.table.read();
    rig.board.keepsBootId = true;
    rig.board.table.resetBoard();
    drive(rig, 1100);
    expect(rig.table.read().bootId).not.toBe(bootId);
    expect(rig.board.nowMs - rig.table.read().atMs).toBeLessThanOrEqual(10);
  });

  it('[H-29] comes back over another opening of the line without resuming the motion', async () => {
    const rig = await hanging();
    drive(rig, 500, { ...moving(-0.2), sessionOpen: true });
    const fromDeg = tiltOf(rig);
    const lost: string[] = [];
    rig.table.onLost = () => void lost.push('lost');
    const stream = rig.board.reconnect();
    await turn();
    expect(lost).toEqual(['lost']);
    rig.board.advance(400, () => rig.table.write(command({ ...moving(-0.2), sessionOpen: true })));
    rig.table.reopen(stream);
    await turn();
    drive(rig, 1000, { ...moving(-0.2), sessionOpen: true });
    expect(rig.table.read().mode).toBe('returning');
    // As far as it ran under the lease that was left, and until it had slowed down.
    expect(tiltOf(rig)).toBeGreaterThan(fromDeg - 2);
    const turnedDeg = tiltOf(rig);
    drive(rig, 1000, { ...moving(-0.2), sessionOpen: true });
    expect(tiltOf(rig)).toBeGreaterThan(turnedDeg);
    drive(rig, 40_000, { ...moving(-0.2), sessionOpen: true });
    expect(tiltOf(rig)).toBeGreaterThan(74);
    expect(rig.table.counts.reopened).toBe(1);
  });

  it('[H-32] notices within 100 ms that the board takes nothing', async () => {
    const rig = await hanging();
    const before = rig.table.counts.missedEchoes;
    rig.board.isDeaf = true;
    drive(rig, 90, standing);
    expect(rig.table.counts.missedEchoes).toBe(before);
    drive(rig, 50, standing);
    expect(rig.table.counts.missedEchoes).toBe(before + 1);
  });

  it('drops frames, and queues none, while the line takes nothing', async () => {
    const rig = await hanging();
    rig.board.isBlocked = true;
    rig.board.heard.length = 0;
    drive(rig, 2000, { ...moving(0.1), sessionOpen: true });
    rig.board.unblock();
    await turn();
    // One frame was in the line's hands; the others are gone.
    expect(rig.board.heard.filter((byte) => byte === 0xf0)).toHaveLength(1);
    expect(rig.table.counts.droppedCommands).toBeGreaterThanOrEqual(199);
  });

  it('lets at most 40 bytes of the panel go between two leases, and each message whole', async () => {
    const rig = await hanging();
    rig.board.heard.length = 0;
    for (let count = 0; count < 100; count += 1)
      rig.table.link.panel.put(Buffer.from([0xf0, 0x76, 0x20, 0, 1, 0, 0xf7]));
    rig.table.link.panel.put(Buffer.from([0xf0, ...Array.from({ length: 60 }, () => 1), 0xf7]));
    const perCycle: number[] = [];
    rig.board.advance(300, () => {
      const before = rig.board.received.panelBytes;
      rig.table.write(command({ ...standing, sessionOpen: true }));
      perCycle.push(rig.board.received.panelBytes - before);
    });
    expect(Math.max(...perCycle)).toBe(35);
    expect(rig.board.received.panelBytes).toBe(700);
    expect(rig.table.link.panel.dropped).toBe(1);
    expect(rig.board.received.damaged).toBe(0);
  });
});
