import { connect, type Socket } from 'node:net';
import type { Endpoint } from './route.ts';
import { settle } from './settle.ts';

/** An idle connection through a router that forgets is asked for a sign of life after this time. */
const KEEP_ALIVE_PROBE_MS = 60_000;

/** Opens a TCP connection. `onSocket` gets the socket as soon as it exists. */
export async function dial(
  { host, port }: Endpoint,
  signal: AbortSignal,
  onSocket: (socket: Socket) => void,
): Promise<Socket> {
  signal.throwIfAborted();
  const socket = connect({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
  });
  onSocket(socket);
  // Between two steps of the way nobody else listens: the next step finds the socket destroyed.
  socket.on('error', () => undefined);
  await settle(socket, 'connect', signal);
  return socket;
}
