import { contentInfo, listContent, type ContentInfo } from './calls/content.ts';
import type { ContentDownload } from './calls/content-body.ts';
import { downloadContent, type DownloadOptions } from './calls/content-download.ts';
import { poll, type PolledValue, type PollOptions } from './calls/poll.ts';
import { activate, timestamp } from './calls/provision.ts';
import { record, type RecordedValue, type RecordResult } from './calls/record.ts';
import { read, write, writeRead, type Values } from './calls/stack-alias.ts';
import { watch, type WatchOptions } from './calls/watch.ts';
import type { CallOptions } from './http/request.ts';
import { createTransport } from './http/transport.ts';
import type { Credential, Identity, Product } from './identity.ts';
import { resolveOptions, type DeviceClientOptions } from './options.ts';

/**
 * The device side of the Exosite HTTP API. Every call rejects with a {@link DeviceClientError}, with the reason of its
 * signal, or with a TypeError for wrong arguments; none is repeated by the client itself.
 */
export interface DeviceClient extends AsyncDisposable {
  /** Asks for the CIK of a device that was enabled on the platform (exosite 3.1). */
  activate(identity: Identity, call?: CallOptions): Promise<string>;
  /** The platform's clock in seconds since the epoch (exosite 2.6). */
  timestamp(call?: CallOptions): Promise<number>;
  /** Writes values at the platform's time of receipt (exosite 2.1). At most one value per alias and second. */
  write(cik: Credential, values: Values, call?: CallOptions): Promise<void>;
  /** Reads the latest values (exosite 2.2). Aliases without data are missing from the map. */
  read(cik: Credential, aliases: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, string>>;
  /** Writes, then reads, in one round trip (exosite 2.3). One of the two may be empty. */
  writeRead(
    cik: Credential,
    values: Values,
    aliases: readonly string[],
    call?: CallOptions,
  ): Promise<ReadonlyMap<string, string>>;
  /** Stores values at their own times, several aliases in one request (exosite 2.5). */
  record(cik: Credential, values: readonly RecordedValue[], call?: CallOptions): Promise<RecordResult>;
  /** Waits for the next value of one alias (exosite 2.4). Undefined: none came in that time. */
  poll(cik: Credential, alias: string, options: PollOptions): Promise<PolledValue | undefined>;
  /**
   * The values of one alias as they come, for ever: it misses none, and outlasts any outage (exosite 2.4). Begins with
   * the value that is there, or with the first one after `since`; a value may come twice. Rejects with the signal's
   * reason, and with errors that no wait can mend, such as a 401.
   */
  watch(cik: Credential, alias: string, options?: WatchOptions): AsyncIterable<PolledValue>;
  /** The ids of all content of a product (exosite 3.2). Murano 2 needs no product. */
  listContent(cik: Credential, product?: Product, call?: CallOptions): Promise<readonly string[]>;
  /** Type, size, time and meta of one piece of content (exosite 3.3). */
  contentInfo(cik: Credential, id: string, product?: Product, call?: CallOptions): Promise<ContentInfo>;
  /** Opens one piece of content (exosite 3.4); resolves when its head has arrived. */
  downloadContent(cik: Credential, id: string, options?: DownloadOptions): Promise<ContentDownload>;
  /** Ends all calls (DEVICE_CLIENT_CLOSED) and connections, so that the process can exit. Idempotent. */
  close(): Promise<void>;
}

/** Creates a client. Nothing is loaded or connected before the first call. */
export function createDeviceClient(options: DeviceClientOptions): DeviceClient {
  const resolved = resolveOptions(options);
  const transport = createTransport(resolved);
  return {
    activate: (identity, call) => activate(transport, identity, call),
    timestamp: (call) => timestamp(transport, call),
    write: (cik, values, call) => write(transport, cik, values, call),
    read: (cik, aliases, call) => read(transport, cik, aliases, call),
    writeRead: (cik, values, aliases, call) => writeRead(transport, cik, values, aliases, call),
    record: (cik, values, call) => record(transport, cik, values, call),
    poll: (cik, alias, polling) => poll(transport, resolved.timeoutMs, cik, alias, polling),
    watch: (cik, alias, watching) =>
      watch(
        {
          timestamp: (call) => timestamp(transport, call),
          read: async (name, call) => (await read(transport, cik, [name], call)).get(name),
          poll: (name, polling) => poll(transport, resolved.timeoutMs, cik, name, polling),
        },
        alias,
        watching,
      ),
    listContent: (cik, product, call) => listContent(transport, cik, product, call),
    contentInfo: (cik, id, product, call) => contentInfo(transport, cik, id, product, call),
    downloadContent: (cik, id, download) => downloadContent(transport, cik, id, download),
    close: () => transport.close(),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}
