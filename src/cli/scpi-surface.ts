import type { Duplex } from 'node:stream';
import { hazardText } from '../safety/hazards.ts';
import { KeptPort } from '../surfaces/kept-port.ts';
import { ScpiClient } from '../surfaces/scpi/scpi-client.ts';
import { ScpiRoom } from '../surfaces/scpi/scpi-room.ts';
import { ScpiSession } from '../surfaces/scpi/scpi-session.ts';
import { closeSerialPort, openSerialPort, openTcpPort, reasonOf } from '../targets/computer.ts';
import { CommandError, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { remediesFor } from './console-ports.ts';
import { PACKAGE_VERSION } from './package-version.ts';
import { isLoopback, placeText, type ScpiPlace } from './scpi-place.ts';
import type { Surface, SurfaceNeeds } from './surface.ts';

type Close = () => Promise<void>;
type OpenClient = (wire: Duplex, onEnded?: () => void) => ScpiClient;

/** Every place where benches are served: all of them, or none and the reason. */
export async function openScpi(places: readonly ScpiPlace[], needs: SurfaceNeeds): Promise<Surface> {
  const nowMs = () => needs.wall.nowMs();
  const room = new ScpiRoom(nowMs);
  const openClient = clientOpener(needs, nowMs);
  const closers: Close[] = [];
  const close = async () => {
    await Promise.all(closers.map((closeOne) => closeOne()));
  };
  for (const place of places) {
    try {
      const parts = { room, openClient, needs };
      closers.push(place.kind === 'tcp' ? await openTcp(place, parts) : await openSerial(place.path, parts));
    } catch (thrown) {
      await close();
      throw thrown;
    }
  }
  return { poll: () => room.poll(), close };
}

interface Parts {
  readonly room: ScpiRoom;
  readonly openClient: OpenClient;
  readonly needs: SurfaceNeeds;
}

async function openTcp(place: Extract<ScpiPlace, { kind: 'tcp' }>, { room, openClient, needs }: Parts): Promise<Close> {
  const onConnection = (socket: Duplex) => {
    if (room.isFull) {
      socket.destroy();
      return;
    }
    const client = openClient(socket, () => socket.end());
    room.add(client);
    socket.on('data', (bytes: Buffer) => client.receive(bytes));
    socket.on('end', () => client.end());
    socket.on('close', () => {
      client.disconnected();
      room.remove(client);
    });
  };
  try {
    const listener = await openTcpPort(place, onConnection);
    const network = isLoopback(place.host) ? '' : '; anybody in the network may ask, and return the rider';
    needs.notify(`SCPI on ${placeText({ ...place, port: listener.port })}${network}`);
    return () => listener.close();
  } catch (thrown) {
    throw listenError(place, thrown);
  }
}

function listenError(place: ScpiPlace, thrown: unknown): CommandError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const where = placeText(place);
  switch (code) {
    case 'EADDRINUSE':
      return new CommandError(EXIT_HARDWARE, 'PORT', `cannot listen on ${where}: another program does`, '--scpi', [
        'end that program, or give another port such as --scpi tcp:127.0.0.1:5026',
      ]);
    case 'EACCES':
      return new CommandError(EXIT_HARDWARE, 'PORT', `cannot listen on ${where}: it is not permitted`, '--scpi', [
        'give a port from 1024 up, such as --scpi tcp:127.0.0.1:5025',
      ]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new CommandError(EXIT_REFUSED, 'USAGE', `--scpi: ${where} is no address of this computer`, '--scpi', [
        'write tcp:127.0.0.1:5025 for programs on this computer, tcp:0.0.0.0:5025 for the network too',
      ]);
    default:
      return new CommandError(EXIT_HARDWARE, 'PORT', `cannot listen on ${where}: ${reasonOf(thrown)}`, '--scpi');
  }
}

async function openSerial(name: string, { room, openClient, needs }: Parts): Promise<Close> {
  const open = () => openSerialPort(name).catch((thrown: unknown) => Promise.reject(new Error(reasonOf(thrown))));
  const port = await open().catch(async (thrown: unknown) => {
    const said = reasonOf(thrown);
    const remedies = await remediesFor(said, '--scpi tcp:127.0.0.1:5025');
    throw new CommandError(EXIT_HARDWARE, 'PORT', `cannot open the SCPI port ${name}: ${said}`, '--scpi', remedies);
  });
  const kept = new KeptPort(port, {
    what: 'SCPI',
    name,
    open,
    close: closeSerialPort,
    openSession: openClient,
    notify: needs.notify,
    nowMs: () => needs.wall.nowMs(),
  });
  room.add(kept);
  return () => kept.close();
}

function clientOpener(needs: SurfaceNeeds, nowMs: () => number): OpenClient {
  const { controller, target, timing } = needs;
  const programs = needs.programs();
  const identity = ['Upright', target.hardware.facts.name, '0', PACKAGE_VERSION];
  return (wire, onEnded = () => undefined) => {
    const { testInputs } = target;
    const session = new ScpiSession({ link: controller, testInputs, programs, hazardText, identity, timing });
    return new ScpiClient({ session, link: controller, wire, nowMs, onEnded });
  };
}
