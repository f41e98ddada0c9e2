import type { ClientCertificate } from './connection/security.ts';
import { resolveRoute, type Route } from './connection/route.ts';
import type { UsageRecorder } from './http/usage-recorder.ts';
import { requireCount, requireHeaderText, requireMs } from './requirements.ts';

/** Options of {@link createDeviceClient}. */
export interface DeviceClientOptions {
  /** Where the platform is, e.g. `https://VENDOR.m2.exosite.com` or `http://localhost:8090`. A path is kept as prefix. */
  readonly baseUrl: string;
  /** The `User-Agent` header. */
  readonly userAgent?: string;
  /** Limit for one whole call, in milliseconds; for a download: until its head, then between two pieces of its body. */
  readonly timeoutMs?: number;
  /** Limit for making a connection, TLS included, in milliseconds. */
  readonly connectTimeoutMs?: number;
  /** How long an idle connection is kept, in milliseconds. A `Keep-Alive` hint of the platform wins. */
  readonly keepAliveMs?: number;
  /** Connections at most; further calls wait for one, within their own limit. */
  readonly maxConnections?: number;
  /** Largest answer that is read, in bytes. Content downloads stream and are not bounded by it. */
  readonly maxAnswerBytes?: number;
  /** Certificate authorities in PEM to trust instead of the built-in ones. */
  readonly ca?: string;
  /**
   * SHA-256 fingerprints, in hex, of the only certificates that the platform may show. Without `ca` they stand in for
   * authorities, host name and dates, so that a gateway whose clock says 1970 can connect; with `ca` both must hold.
   */
  readonly pinnedCertificates?: readonly string[];
  /** Proves who the device is, in place of a CIK (exosite 1.2, Murano 2). */
  readonly clientCertificate?: ClientCertificate;
  /**
   * The name that the platform is to be addressed by, as `Host` header, as TLS server name and in its certificate,
   * when the URL leads there by another one: an address, a tunnel (exosite 1.1). With a port if the header needs it.
   */
  readonly host?: string;
  /**
   * URL of an HTTP proxy, with user and password if it wants them. It forwards `http:` requests and opens a tunnel
   * (CONNECT) for `https:` ones.
   */
  readonly proxy?: string;
  /** Takes answers that are packed with gzip. Content downloads are never packed. */
  readonly acceptGzip?: boolean;
  /** Hears of every request, and may refuse it: see `createUsageLedger` in `./usage`. */
  readonly usage?: UsageRecorder;
  /** The time in milliseconds since the epoch, for a `Retry-After` date in an answer without a `Date`. */
  readonly now?: () => number;
}

/** What has no default. */
type Particular = 'baseUrl' | 'ca' | 'pinnedCertificates' | 'clientCertificate' | 'host' | 'proxy' | 'usage';

/** The defaults of {@link DeviceClientOptions}. The 15 seconds are the original's (gwe J126). */
export const DEVICE_CLIENT_DEFAULTS: Readonly<Required<Omit<DeviceClientOptions, Particular>>> = Object.freeze({
  userAgent: 'gateway-engine-device-client',
  timeoutMs: 15_000,
  connectTimeoutMs: 10_000,
  keepAliveMs: 15_000,
  maxConnections: 4,
  maxAnswerBytes: 4 * 1024 * 1024,
  acceptGzip: false,
  now: () => Date.now(),
});

/** Checked options with every default filled in. */
export interface ResolvedOptions extends Required<Omit<DeviceClientOptions, Particular>> {
  readonly origin: string;
  /** What stands before every path: empty, or `/prefix`. */
  readonly pathPrefix: string;
  readonly route: Route;
  /** The `Host` header, where it is not the URL's own. */
  readonly host: string | undefined;
  /** True if the TLS client certificate may stand in for a CIK. */
  readonly hasCertificate: boolean;
  readonly usage: UsageRecorder | undefined;
}

/** Checks the options and fills in the defaults. Throws a TypeError that names what is wrong. */
export function resolveOptions(options: DeviceClientOptions): ResolvedOptions {
  const defaults = DEVICE_CLIENT_DEFAULTS;
  const { origin, pathPrefix } = parseBaseUrl(options.baseUrl);
  const resolved: ResolvedOptions = {
    origin,
    pathPrefix,
    route: resolveRoute(origin, options),
    host: options.host,
    hasCertificate: options.clientCertificate !== undefined,
    usage: options.usage,
    userAgent: options.userAgent ?? defaults.userAgent,
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    connectTimeoutMs: options.connectTimeoutMs ?? defaults.connectTimeoutMs,
    keepAliveMs: options.keepAliveMs ?? defaults.keepAliveMs,
    maxConnections: options.maxConnections ?? defaults.maxConnections,
    maxAnswerBytes: options.maxAnswerBytes ?? defaults.maxAnswerBytes,
    acceptGzip: options.acceptGzip ?? defaults.acceptGzip,
    now: options.now ?? defaults.now,
  };
  for (const name of ['timeoutMs', 'connectTimeoutMs', 'keepAliveMs'] as const) requireMs(name, resolved[name]);
  for (const name of ['maxConnections', 'maxAnswerBytes'] as const) requireCount(name, resolved[name]);
  requireHeaderText('userAgent', resolved.userAgent);
  return resolved;
}

function parseBaseUrl(baseUrl: string): { origin: string; pathPrefix: string } {
  const url = URL.parse(baseUrl);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TypeError(`baseUrl must be an http: or https: URL such as https://m2.exosite.com; found ${baseUrl}.`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('baseUrl must not contain a user, a password, a query or a fragment.');
  }
  return { origin: url.origin, pathPrefix: url.pathname.replace(/\/+$/, '') };
}
