import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { unfit, unidentified } from '../../../boards/firmata/board-problem.ts';
import { identifyBoard } from '../../../boards/firmata/identify-board.ts';
import { openAnyTable } from '../../../boards/firmata/open-firmata-table.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { FakeBoard } from './fake-board.ts';

const PLACE = '/dev/ttyACM0';
/** Time that passes at once, in turns of the event loop. */
const pause = () => new Promise<void>(setImmediate);

/** Something at the far end that says this whenever it is spoken to, and every second look besides. */
function peerSaying(text: string | Buffer, { answersOnly = false } = {}): Duplex {
  const say = () => peer.push(Buffer.from(text));
  const peer: Duplex = new Duplex({
    read: () => undefined,
    write: (_bytes, _encoding, done) => {
      if (text.length > 0) say();
      done();
    },
  });
  if (!answersOnly && text.length > 0) setImmediate(say);
  return peer;
}

async function whoIs(peer: Duplex) {
  const identified = await identifyBoard(peer, { pause });
  return identified.ok ? identified.identity : unidentified(PLACE, identified);
}

describe('who answers on a port', () => {
  it.each([
    ['a GPS receiver', '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n'],
    ['a modem', '\r\nERROR\r\n'],
    ['a computer with a login prompt', 'raspberrypi login: '],
    ['prints text', 'Temperature: 21.5 C\r\n'],
    ['does not speak Firmata', Buffer.from([0xe6, 0x18, 0x86, 0x98, 0x80, 0x66])],
  ])('tells %s, and what to do', async (who, said) => {
    const problem = await whoIs(peerSaying(said));
    expect(problem).toMatchObject({ code: 'NOT_A_BOARD', what: expect.stringContaining(who) });
    expect(problem).toMatchObject({ remedies: expect.arrayContaining([expect.stringContaining('--port P')]) });
  });

  it('tells silence, and a port that goes away', async () => {
    expect(await whoIs(peerSaying(''))).toMatchObject({ code: 'SILENT', what: expect.stringContaining('within 6 s') });
    const peer = peerSaying('');
    setImmediate(() => peer.destroy());
    expect(await whoIs(peer)).toMatchObject({ code: 'UNPLUGGED' });
  });

  it('tells other firmware and old firmware from its own', async () => {
    const identityOf = async (name: string, version: readonly [number, number]) => {
      const board = new FakeBoard();
      board.name = name;
      board.version = version;
      return whoIs(board.stream);
    };
    const other = await identityOf('ConfigurableFirmata.ino', [2, 10]);
    expect(other).toEqual({ kind: 'other', name: 'ConfigurableFirmata.ino', version: '2.10' });
    const old = await identityOf('upright 0.2.9 uno', [0, 2]);
    expect(old).toEqual({ kind: 'upright', version: '0.2.9', board: 'uno', isTooOld: true });
    if (!('kind' in old)) throw new Error('no identity');
    expect(unfit(PLACE, old).what).toBe('the board on /dev/ttyACM0 runs upright firmware 0.2.9, older than 0.3');
    expect(unfit(PLACE, old).remedies.join()).toContain('upright flash --port /dev/ttyACM0');
    expect(await identityOf('StandardFirmata.ino', [2, 5])).toMatchObject({ kind: 'stock', version: '2.5' });
  });

  it.each([
    ['upright 0.3.0 uno', [0, 3], 'upright firmware 0.3.0'],
    ['StandardFirmata.ino', [2, 5], "'StandardFirmata.ino' 2.5"],
  ] as const)('hands over no table that has not reported, and lets its line go: %s', async (name, version, said) => {
    const board = new FakeBoard();
    board.name = name;
    board.version = version;
    const released: Duplex[] = [];
    const options = {
      place: PLACE,
      settings: DEFAULT_SETTINGS,
      nowMs: () => 0,
      pause,
      openAgain: null,
      release: async (stream: Duplex) => void released.push(stream),
    };
    const opened = await openAnyTable(board.stream, options, 'none');
    expect(opened).toMatchObject({
      ok: false,
      problem: { code: 'FIRMWARE', what: `the board on ${PLACE} runs ${said}, and reports nothing of a table` },
    });
    expect(released).toEqual([board.stream]);
  });
});
