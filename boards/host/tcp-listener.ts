import { createServer, type Server, type Socket } from 'node:net';

/** A TCP port that is listened at. */
export interface TcpListener {
  /** The port, also where any free one was asked for. */
  readonly port: number;
  /** Listens no longer, and drops every connection. Never rejects. */
  close(): Promise<void>;
}

export interface TcpPlace {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** Connections in the making that the system keeps; more are refused by it. */
const BACKLOG = 16;

/** A client that has sent its last message still reads the replies; one whose cable is gone is found out. */
const CONNECTION = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 };

/** Listens, and hands over each connection. Rejects with the operating system's reason where it cannot. */
export function openTcpListener(place: TcpPlace, onConnection: (socket: Socket) => void): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  const server = createServer(CONNECTION, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Whoever is handed the socket hears of it by 'close'.
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...place, backlog: BACKLOG, exclusive: true }, () => {
      server.off('error', reject);
      // A connection that fails before it is one is no reason to stop.
      server.on('error', () => undefined);
      resolve({ port: portOf(server, place.port), close: () => closeServer(server, sockets) });
    });
  });
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
