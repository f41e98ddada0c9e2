import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../clock.ts';
import { runWithDeadline } from '../lane/deadline.ts';
import { answerFailure, refuse, send, type Answer } from './answer.ts';
import { createBodyReader, type BodyLimits } from './body.ts';
import { handle, type ServedQueue } from './handler.ts';
import { listen, listenOnSocket } from './listen.ts';
import { parseRoute } from './route.ts';

/** Options of {@link createGmqServer}. */
export interface GmqServerOptions extends Partial<BodyLimits> {
  readonly queue: ServedQueue;
  /** Address to listen on. Default `127.0.0.1`: nobody from outside can write in a gateway's name. */
  readonly host?: string;
  /** Port to listen on. Default 8090 (gwe K130); 0 for any free one. */
  readonly port?: number;
  /** A unix socket to listen on as well. Default: none. One left by a killed process is taken over. */
  readonly socketPath?: string;
  /** Mode of that socket: who may write in any identity's name. Default 0660: its user and group. */
  readonly socketMode?: number;
  readonly maxConnections?: number;
  /** How long a client may take to send a request, in milliseconds. */
  readonly requestTimeoutMs?: number;
  /** How long `stop` waits for requests under way, in milliseconds. */
  readonly stopTimeoutMs?: number;
  /** Called for `POST /reread` (gwe K141). Default: nothing. */
  readonly onReread?: () => Promise<void> | void;
  readonly clock?: Clock;
}

/** Defaults of {@link GmqServerOptions}. */
export const SERVER_DEFAULTS: Readonly<
  Required<Omit<GmqServerOptions, 'queue' | 'onReread' | 'clock' | 'socketPath'>>
> = Object.freeze({
  host: '127.0.0.1',
  port: 8090,
  socketMode: 0o660,
  maxBodyBytes: 2 * 1024 * 1024,
  maxHeldBytes: 8 * 1024 * 1024,
  maxConnections: 512,
  requestTimeoutMs: 30_000,
  stopTimeoutMs: 10_000,
});

/** Applications keep a connection between two values; a short limit would close it just as the next one is sent. */
const KEEP_ALIVE_MS = 75_000;

/** The localhost server that applications write to. */
export interface GmqServer extends AsyncDisposable {
  /** Rejects with `GMQ_PORT_IN_USE` or `GMQ_LISTEN_FAILED`. */
  start(): Promise<void>;
  /** Takes no new requests, lets those under way end. Idempotent. */
  stop(): Promise<void>;
  /** `http://host:port`, also after `stop`. Throws a TypeError before `start`. */
  readonly url: string;
}

/** Serves a queue over HTTP, exactly as the old gmq did (gwe K130 to K150). */
export function createGmqServer(options: GmqServerOptions): GmqServer {
  const { queue, onReread = (): void => undefined, clock = systemClock, ...given } = options;
  const settings = { ...SERVER_DEFAULTS, ...given };
  const bodies = createBodyReader(settings);
  const servers: Server[] = [];
  let stopping: Promise<void> | undefined;
  let url: string | undefined;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await bodies.read(request);
    if (read.kind === 'gone') return;
    if (read.kind !== 'body') {
      // The rest of the body is not read: the connection cannot be used again.
      send(response, refuseBody(read.kind, settings), true);
      return;
    }
    try {
      const route = parseRoute(request.method ?? '', request.url ?? '');
      const answer = await handle(queue, route, { headers: request.headers, body: read.bytes }, onReread);
      send(response, answer, stopping !== undefined);
    } catch (error) {
      send(response, answerFailure(error), stopping !== undefined);
    } finally {
      bodies.release(read.bytes);
    }
  }

  async function open(begin: (server: Server) => Promise<void>): Promise<Server> {
    const server = createServer({ requestTimeout: settings.requestTimeoutMs, keepAliveTimeout: KEEP_ALIVE_MS });
    server.maxConnections = settings.maxConnections;
    server.on('request', (request, response) => {
      void respond(request, response);
    });
    await begin(server);
    servers.push(server);
    return server;
  }

  async function close(): Promise<void> {
    await Promise.all(servers.map((server) => closeServer(server, clock, settings.stopTimeoutMs)));
  }

  const stop = (): Promise<void> => (stopping ??= close());
  return {
    async start() {
      const server = await open((created) => listen(created, settings.host, settings.port));
      url = formatUrl(server);
      const { socketPath } = options;
      if (socketPath === undefined) return;
      try {
        await open((created) => listenOnSocket(created, socketPath, settings.socketMode));
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    get url() {
      if (url === undefined) throw new TypeError('Start the server first.');
      return url;
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Takes no new connections, lets requests end, and after a while cuts off those that do not. */
async function closeServer(server: Server, clock: Clock, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  await runWithDeadline(clock, timeoutMs, new AbortController().signal, () => closed).catch(() => {
    server.closeAllConnections();
  });
  await closed;
}

function formatUrl(server: Server): string | undefined {
  const address = server.address();
  if (address === null || typeof address === 'string') return undefined;
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function refuseBody(kind: 'tooLarge' | 'busy', limits: BodyLimits): Answer {
  if (kind === 'tooLarge') return refuse(413, `A body may have ${limits.maxBodyBytes} bytes at most.`);
  const busy = refuse(503, 'Too many large requests at a time. Nothing was taken.');
  return { ...busy, headers: { ...busy.headers, 'Retry-After': '1' } };
}
