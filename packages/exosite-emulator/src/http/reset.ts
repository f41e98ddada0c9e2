import { type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Ends a connection as a broken line does: with a reset, or under TLS without a word of good-bye. */
export function resetConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
