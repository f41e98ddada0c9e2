import { join } from 'node:path';
import { resolveBootClock } from './boot.ts';
import type { Clock } from './clock.ts';
import type { CredentialOwner } from './exosite/credential-owner.ts';
import { connectExosite } from './exosite/platform.ts';
import { createIdentities, type Identities } from './identities.ts';
import { createQueue } from './queue.ts';
import { createGmqServer } from './server/server.ts';
import { createDiskStore } from './store/disk-store.ts';
import type { MessageQueue, QueueOptions } from './types.ts';

/** Options of {@link createGmq}; those of the queue may be given too. */
export interface GmqOptions extends Omit<QueueOptions, 'path' | 'store' | 'upstream'> {
  /** Folder of `gmq.db`, which has mode 0600; created with the default mode if it is missing. */
  readonly dataDir: string;
  /** Base URL of the platform. Default {@link GMQ_DEFAULTS}. */
  readonly platformUrl?: string;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 8090; 0 for any free one. */
  readonly port?: number;
  /** A unix socket to listen on as well. Default: none. */
  readonly socketPath?: string;
  /** Called for `POST /reread` (gwe K141). Default: nothing. */
  readonly onReread?: () => Promise<void> | void;
  /** Who else on this machine activates identities, see {@link CredentialOwner}. Default: nobody. */
  readonly credentialOwner?: CredentialOwner;
  readonly clock?: Clock;
}

/** Defaults of {@link GmqOptions}. `m2.exosite.com` serves every vendor (exosite 0). */
export const GMQ_DEFAULTS: { readonly platformUrl: string; readonly userAgent: string; readonly fileName: string } =
  Object.freeze({
    platformUrl: 'https://m2.exosite.com',
    userAgent: 'gateway-engine-gmq',
    fileName: 'gmq.db',
  });

/** Queue, platform and server in one. */
export interface Gmq extends AsyncDisposable {
  /** Rejects with `GMQ_PORT_IN_USE`, `GMQ_LISTEN_FAILED`, `GMQ_STORE_…`; nothing is left open then. */
  start(): Promise<void>;
  /** Ends in order: no new requests, then those under way, then the queue. Idempotent. */
  stop(): Promise<void>;
  /** Where applications write to. Throws a TypeError before `start`. */
  readonly url: string;
  readonly queue: MessageQueue;
  /** CIKs by identity. An identity that was activated elsewhere, as the gateway's own, can be made known here. */
  readonly identities: Identities;
}

/** The whole gmq, as the CLI runs it and as it runs inside another process. @throws TypeError for wrong options. */
export function createGmq(options: GmqOptions): Gmq {
  const { dataDir, platformUrl = GMQ_DEFAULTS.platformUrl, credentialOwner, ...more } = options;
  const { host, port, socketPath, onReread, ...queueOptions } = more;
  const { clock } = queueOptions;
  const timed = clock === undefined ? {} : { clock };
  const store = createDiskStore({
    path: join(dataDir, GMQ_DEFAULTS.fileName),
    bootId: resolveBootClock(queueOptions).bootClock.id,
  });
  const identities = createIdentities(store);
  const upstream = connectExosite({
    platformUrl,
    identities,
    userAgent: GMQ_DEFAULTS.userAgent,
    ...(credentialOwner === undefined ? {} : { credentialOwner }),
    ...timed,
  });
  const queue = createQueue({ ...queueOptions, store, upstream });
  const server = createGmqServer({
    queue,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(socketPath === undefined ? {} : { socketPath }),
    ...(onReread === undefined ? {} : { onReread }),
    ...timed,
  });

  async function stop(): Promise<void> {
    // The server ends only when its requests have, and those only when the queue gives up their forwards.
    const serverStopped = server.stop();
    await queue.stop();
    await serverStopped;
  }

  return {
    async start() {
      // The port first: a second gmq is told that the port is in use, before it waits for the file's lock.
      await server.start();
      try {
        await queue.start();
      } catch (error) {
        await server.stop();
        throw error;
      }
    },
    stop,
    get url() {
      return server.url;
    },
    queue,
    identities,
    [Symbol.asyncDispose]: stop,
  };
}
