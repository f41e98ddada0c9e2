// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- projects that compile this file from source must see it, and a declaration of modules cannot be imported
/// <reference path="./undici-parts.d.ts" />
import type { buildConnector, Client, Dispatcher, Pool } from 'undici';
import type { Connector } from '../connection/connector.ts';
import { createWireMeter, type WireMeter } from '../connection/wire-meter.ts';
import type { ResolvedOptions } from '../options.ts';

/** The connections of one client. undici is loaded at the first call, not before. */
export interface LazyPool {
  get(): Promise<Pool>;
  /** Ends every connection at once, also those still being made. Idempotent; `get` must not be called after it. */
  destroy(error: Error): Promise<void>;
}

/** What a request is dispatched with: it may ask for the meter of the connection that it is given to. */
export interface MeteredDispatchOptions extends Dispatcher.DispatchOptions {
  readonly onConnection?: ((meter: WireMeter) => void) | undefined;
}

/** The classes that are needed of undici. */
export interface UndiciParts {
  readonly Pool: typeof Pool;
  readonly Client: typeof Client;
}

export function createLazyPool(options: ResolvedOptions): LazyPool {
  // undici knows nothing of a connection before it is ready: those still being made are ended by this signal.
  const closing = new AbortController();
  let pool: Promise<Pool> | undefined;
  return {
    get: () => (pool ??= openPool(options, closing.signal)),
    async destroy(error) {
      closing.abort(error);
      await (await pool)?.destroy(error);
    },
  };
}

/**
 * Loads the dispatcher part of undici alone: the whole package takes far more of a gateway's memory. Should a later
 * undici arrange its files otherwise, the whole is loaded after all.
 */
export async function loadUndici(loadParts: () => Promise<UndiciParts> = loadDispatchers): Promise<UndiciParts> {
  try {
    return await loadParts();
  } catch {
    return import('undici');
  }
}

async function loadDispatchers(): Promise<UndiciParts> {
  const [pool, client] = await Promise.all([
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/dispatcher/client.js'),
  ]);
  return { Pool: pool.default, Client: client.default };
}

async function openPool(options: ResolvedOptions, closing: AbortSignal): Promise<Pool> {
  const [{ Pool: UndiciPool, Client: UndiciClient }, { createConnector }] = await Promise.all([
    loadUndici(),
    import('../connection/connector.ts'),
  ]);
  const connector = createConnector(options.route, options.connectTimeoutMs, closing);

  /** One connection, and its meter. */
  class MeteredClient extends UndiciClient {
    readonly #meter: WireMeter;

    constructor(origin: URL, clientOptions: Client.Options, meter: WireMeter) {
      super(origin, { ...clientOptions, connect: connectWith(connector, meter) });
      this.#meter = meter;
    }

    override dispatch(dispatched: MeteredDispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      dispatched.onConnection?.(this.#meter);
      return super.dispatch(dispatched, handler);
    }
  }

  return new UndiciPool(options.origin, {
    connections: options.maxConnections,
    keepAliveTimeout: options.keepAliveMs,
    // The limits of a call are kept by the call itself, which is exact; undici's timers are coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    factory: (origin, clientOptions) => new MeteredClient(origin, clientOptions, createWireMeter()),
  });
}

/** undici's way of asking for a connection. */
function connectWith(connector: Connector, meter: WireMeter): buildConnector.connector {
  return (_options, callback) => {
    connector
      .open((socket) => {
        meter.follow(socket);
      })
      .then(
        (socket) => {
          callback(null, socket);
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error('No connection could be made.', { cause: error }), null);
        },
      );
  };
}
