import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

/** A port of this machine that leads to another one, and can be shut as a network or a server that went away. */
export interface TcpGate {
  port: number;
  /** Breaks every connection and refuses new ones. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** At a free port if none is named. It is open at first. */
export async function openTcpGate(target: { host: string; port: number }, at?: number): Promise<TcpGate> {
  const port = at ?? (await freePort());
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
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen();
  return {
    port,
    async shut() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => (server.listening ? Promise.resolve() : listen()),
  };
}

/** The same URL through a gate. */
export function throughGate(url: string, gate: TcpGate): string {
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(gate.port);
  return through.toString();
}
