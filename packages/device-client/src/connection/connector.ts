import type { Socket } from 'node:net';
import { ConnectDeadline } from './failures.ts';
import { dial } from './dial.ts';
import type { Route } from './route.ts';
import { secure, type SessionMemory } from './secure.ts';

/** Makes ready connections: TCP, then the proxy's tunnel, then TLS, all within one limit. */
export interface Connector {
  /** `onSocket` gets the TCP socket as soon as it exists. */
  open(onSocket: (socket: Socket) => void): Promise<Socket>;
}

/** `closing` ends the connections that are still being made; those that are ready belong to whoever opened them. */
export function createConnector(route: Route, limitMs: number, closing: AbortSignal): Connector {
  const platform: SessionMemory = { session: undefined };
  const proxy: SessionMemory = { session: undefined };

  async function openWithin(signal: AbortSignal, onSocket: (socket: Socket) => void): Promise<Socket> {
    const { target, security, proxy: via } = route;
    let socket = await dial(via?.endpoint ?? target, signal, onSocket);
    if (via?.security !== undefined) socket = await secure(socket, via.security, proxy, signal);
    if (security === undefined) return socket;
    if (via !== undefined) {
      const { openTunnel } = await import('./tunnel.ts');
      await openTunnel(socket, target, via, signal);
    }
    return secure(socket, security, platform, signal);
  }

  return {
    async open(onSocket) {
      const limit = new AbortController();
      const stop = (): void => {
        limit.abort(closing.reason);
      };
      const timer = setTimeout(() => {
        limit.abort(new ConnectDeadline(limitMs));
      }, limitMs);
      closing.addEventListener('abort', stop, { once: true });
      if (closing.aborted) stop();
      try {
        const socket = await openWithin(limit.signal, onSocket);
        // undici would wait for ever for the end of a socket that has ended before it came.
        if (socket.destroyed)
          throw Object.assign(new Error('The connection was closed at once.'), { code: 'ECONNRESET' });
        return socket;
      } finally {
        clearTimeout(timer);
        closing.removeEventListener('abort', stop);
      }
    },
  };
}
