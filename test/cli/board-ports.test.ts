import { afterEach, describe, expect, it } from 'vitest';
import { closeSerialLink, listSerialPorts, openSerialLink } from '../../boards/host/serial-link.ts';
import { PtyPair } from '../support/pty-pair.ts';
import { runHere } from './run-here.ts';

const HAS_NONE = (await listSerialPorts()).length === 0;
const NMEA = '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n';

describe('commands on the port of something else', () => {
  const pair = new PtyPair();
  afterEach(() => pair.remove());

  it('ends with 4 where a GPS receiver answers, and where another program has the port', async () => {
    await pair.plugIn();
    const receiver = await openSerialLink(pair.far);
    const sentences = setInterval(() => receiver.write(NMEA), 100);
    const gps = await runHere('doctor', '--board', 'uno', '--port', pair.near);
    expect([gps.stderr, gps.code]).toEqual([
      expect.stringMatching(/there is a GPS receiver .*, and no board\n.*--port P/),
      4,
    ]);
    const held = await openSerialLink(pair.near);
    const busy = await runHere('run', '--board', 'uno', '--port', pair.near, '--state-dir', `${pair.near}-state`);
    expect([busy.stderr, busy.code]).toEqual([
      expect.stringMatching(/another program has it open\n {2}end that program/),
      4,
    ]);
    clearInterval(sentences);
    await closeSerialLink(held);
    await closeSerialLink(receiver);
  });

  it('ends with 4 where there is no such port, and no port at all', async () => {
    const none = await runHere('doctor', '--board', 'uno', '--port', '/dev/ttyNONE');
    expect([none.stderr, none.code]).toEqual([expect.stringContaining('cannot open the board'), 4]);
    const disk = await runHere('flash', '--port', '/dev/null');
    expect([disk.stderr, disk.code]).toEqual([expect.stringContaining('it is not a serial port'), 4]);
  });

  it.runIf(HAS_NONE)('ends with 4 where none is named and there is none', async () => {
    for (const words of [['doctor'], ['run'], ['calibrate']]) {
      const none = await runHere(...words, '--board', 'uno');
      expect([none.stderr, none.code]).toEqual([
        expect.stringMatching(
          /^error: no serial port was found here\n {2}plug the board in; .*\n {2}to try without a board: /,
        ),
        4,
      ]);
    }
  });
});
