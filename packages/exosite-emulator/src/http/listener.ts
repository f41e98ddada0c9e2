import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import { type Socket } from 'node:net';
import { toListenError } from '../error.ts';
import { type TlsOptions } from '../types.ts';
import { type Service } from './service.ts';

/** A listening socket that can go away and come back on its port. */
export interface Listener {
  /** Listens; after the first time always on the same port. */
  open(): Promise<void>;
  /** Stops listening, resets every connection, and waits for the calls that were being handled. */
  close(): Promise<void>;
  /** The port after the first `open`. */
  readonly port: number | undefined;
  readonly isOpen: boolean;
}

/** Idle connections are kept for longer than clients keep theirs, so that the client closes first. */
const KEEP_ALIVE_MS = 65_000;

/** A listener that hands its requests to `service`, by plain HTTP or by TLS. */
export function createListener(host: string, wantedPort: number, service: Service, tls?: TlsOptions): Listener {
  const sockets = new Set<Socket>();
  const handling = new Set<Promise<void>>();
  let port: number | undefined;
  let server: Server | undefined;

  function createHttpServer(): Server {
    // Any Host, or none: clients of all generations are served (exosite 1.1).
    const options = { requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS };
    const handle: RequestListener = (incoming, response) => {
      const handled = service(incoming, response).finally(() => handling.delete(handled));
      handling.add(handled);
    };
    // A client certificate is welcome and not required; whether it counts is decided request by request.
    const created: Server =
      tls === undefined
        ? createServer(options, handle)
        : createTlsServer({ ...options, ...tls, requestCert: true, rejectUnauthorized: false }, handle);
    created.on('connection', (socket) => {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    return created;
  }

  return {
    get port() {
      return port;
    },
    get isOpen() {
      return server !== undefined;
    },
    async open() {
      if (server !== undefined) return;
      const opened = createHttpServer();
      server = opened;
      const port0 = port ?? wantedPort;
      try {
        opened.listen(port0, host);
        await once(opened, 'listening');
      } catch (error) {
        server = undefined;
        throw toListenError(error, host, port0);
      }
      const address = opened.address();
      if (address !== null && typeof address === 'object') port = address.port;
    },
    async close() {
      const closing = server;
      server = undefined;
      if (closing !== undefined) {
        const closed = once(closing, 'close');
        closing.close();
        for (const socket of sockets) socket.resetAndDestroy();
        await closed;
      }
      await Promise.allSettled(handling);
    },
  };
}
