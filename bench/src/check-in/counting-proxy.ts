import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What has passed on the wire: all bytes that TCP carried, TLS included. */
export interface Wire {
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly connections: number;
}

/** Stands between clients and a server on loopback, passes everything on, and counts it. */
export interface CountingProxy extends AsyncDisposable {
  readonly port: number;
  /** What has passed since it was last asked. */
  take(): Wire;
  /** Ends all connections, as a router does that forgets them; resolves when they are gone. */
  hangUp(): Promise<void>;
}

/** Opens one in front of `127.0.0.1:targetPort`. */
export async function createCountingProxy(targetPort: number): Promise<CountingProxy> {
  const open = new Set<Socket>();
  let wire = { bytesUp: 0, bytesDown: 0, connections: 0 };
  const server = createServer((client) => {
    wire.connections += 1;
    const upstream = connect(targetPort, '127.0.0.1');
    client.on('data', (chunk) => (wire.bytesUp += chunk.length));
    upstream.on('data', (chunk) => (wire.bytesDown += chunk.length));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.setNoDelay(true).pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  async function hangUp(): Promise<void> {
    const closed = [...open].map((socket) => once(socket, 'close'));
    for (const socket of open) socket.destroy();
    await Promise.all(closed);
  }

  return {
    port: address.port,
    take() {
      const taken = wire;
      wire = { bytesUp: 0, bytesDown: 0, connections: 0 };
      return taken;
    },
    hangUp,
    async [Symbol.asyncDispose]() {
      await hangUp();
      server.close();
    },
  };
}
