import { createTransport } from '../http/transport.ts';
import { resolveOptions, type DeviceClientOptions } from '../options.ts';
import { createManagementAccess, type ManagementCredential } from './access.ts';
import { createContentArea, type ContentArea } from './content.ts';
import { createResources, type Resources } from './resources.ts';
import { createSerials, type Serials } from './serials.ts';

/** Options of {@link createManagementClient}: those of a device client, and who manages. */
export interface ManagementClientOptions extends DeviceClientOptions {
  readonly credential: ManagementCredential;
  /** The vendor whose model is meant, where a model is shared (exosite 1.2). */
  readonly vendor?: string;
}

/**
 * The operator's side of the platform (exosite 4, 5): serial numbers, content and the resources of devices. Every call
 * takes `{ signal, timeoutMs }` and rejects like those of a device client. Murano 1: `baseUrl` is
 * `https://bizapi.hosted.exosite.io/api:1`.
 */
export interface ManagementClient extends AsyncDisposable {
  readonly serials: Serials;
  readonly content: ContentArea;
  readonly resources: Resources;
  /** Ends all calls and connections. Idempotent. */
  close(): Promise<void>;
}

/** Creates a management client. Nothing is loaded or connected before the first call. */
export function createManagementClient(options: ManagementClientOptions): ManagementClient {
  const transport = createTransport(resolveOptions(options));
  const access = createManagementAccess(transport, options.credential, options.vendor);
  const serials = createSerials(access);
  return {
    serials,
    content: createContentArea(access),
    resources: createResources(access, serials),
    close: () => transport.close(),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}
