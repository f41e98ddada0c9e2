import type { Pool } from 'undici';
import type { ResolvedOptions } from '../options.ts';

/** The connections of one client. undici is loaded at the first call, not before. */
export interface LazyPool {
  get(): Promise<Pool>;
  /** Ends every connection at once, also those still being made. Idempotent; `get` must not be called after it. */
  destroy(error: Error): Promise<void>;
}

export function createLazyPool(options: ResolvedOptions): LazyPool {
  // undici does not end sockets that are still connecting when it is destroyed: they would hold the process for
  // the whole connect timeout. The signal reaches every socket from its creation on.
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
export async function loadPool(
  loadPart: () => Promise<{ readonly default: typeof Pool }> = () => import('undici/lib/dispatcher/pool.js'),
): Promise<typeof Pool> {
  try {
    return (await loadPart()).default;
  } catch {
    return (await import('undici')).Pool;
  }
}

async function openPool(options: ResolvedOptions, signal: AbortSignal): Promise<Pool> {
  const UndiciPool = await loadPool();
  return new UndiciPool(options.origin, {
    connections: options.maxConnections,
    connectTimeout: options.connectTimeoutMs,
    keepAliveTimeout: options.keepAliveMs,
    // The limits of a call are kept by the call itself, which is exact; undici's timers are coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    connect: options.ca === undefined ? { signal } : { signal, ca: options.ca },
  });
}
