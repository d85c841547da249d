import { connect, createServer, type Socket } from 'node:net';

/** A port of this machine that leads to another one, and can be shut as a network or a server that went away. */
export interface TcpGate {
  port: number;
  /** Breaks every connection and refuses new ones. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** With port 0 it takes a free one. It is open at first. */
export async function openTcpGate(target: { host: string; port: number }, port = 0): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  };
  const server = createServer((incoming) => {
    const outgoing = connect(target);
    keep(incoming);
    keep(outgoing);
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
  });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return {
    port: address.port,
    async shut() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => (server.listening ? Promise.resolve() : listen(address.port)),
  };
}

/** The same URL through a gate. */
export function throughGate(url: string, gate: TcpGate): string {
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(gate.port);
  return through.toString();
}
