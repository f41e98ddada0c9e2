import { request } from 'node:http';
import type { Socket } from 'node:net';
import { TunnelRefusal } from './failures.ts';
import type { Endpoint, ProxyRoute } from './route.ts';

/** Asks the proxy at the other end of the socket for a tunnel to the target; resolves when it stands (RFC 9110, 9.3.6). */
export function openTunnel(
  socket: Socket,
  { host, port }: Endpoint,
  proxy: ProxyRoute,
  signal: AbortSignal,
): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path: authority,
      createConnection: () => socket,
      headers: {
        Host: authority,
        ...(proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization }),
      },
    });
    const release = (): void => {
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown): void => {
      release();
      socket.destroy();
      reject(error instanceof Error ? error : new Error('The tunnel was given up.', { cause: error }));
    };
    const onAbort = (): void => {
      fail(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    asking.on('error', fail).on('connect', ({ statusCode = 0 }, _socket, head) => {
      // TLS begins with us: a byte that comes before it is not the platform's.
      if (statusCode < 200 || statusCode > 299 || head.length > 0) {
        fail(new TunnelRefusal(statusCode));
        return;
      }
      release();
      resolve();
    });
    asking.end();
  });
}
