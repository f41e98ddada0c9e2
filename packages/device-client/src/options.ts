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
  /** The time in milliseconds since the epoch, for a `Retry-After` date in an answer without a `Date`. */
  readonly now?: () => number;
}

/** The defaults of {@link DeviceClientOptions}. The 15 seconds are the original's (gwe J126). */
export const DEVICE_CLIENT_DEFAULTS: Readonly<Required<Omit<DeviceClientOptions, 'baseUrl' | 'ca'>>> = Object.freeze({
  userAgent: 'gateway-engine-device-client',
  timeoutMs: 15_000,
  connectTimeoutMs: 10_000,
  keepAliveMs: 15_000,
  maxConnections: 4,
  maxAnswerBytes: 4 * 1024 * 1024,
  now: () => Date.now(),
});

/** Checked options with every default filled in. */
export interface ResolvedOptions extends Required<Omit<DeviceClientOptions, 'baseUrl' | 'ca'>> {
  readonly origin: string;
  /** What stands before every path: empty, or `/prefix`. */
  readonly pathPrefix: string;
  readonly ca: string | undefined;
}

const LARGEST_TIMER_MS = 2 ** 31 - 1;

/** Checks the options and fills in the defaults. Throws a TypeError that names what is wrong. */
export function resolveOptions(options: DeviceClientOptions): ResolvedOptions {
  const defaults = DEVICE_CLIENT_DEFAULTS;
  const resolved: ResolvedOptions = {
    ...parseBaseUrl(options.baseUrl),
    userAgent: options.userAgent ?? defaults.userAgent,
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    connectTimeoutMs: options.connectTimeoutMs ?? defaults.connectTimeoutMs,
    keepAliveMs: options.keepAliveMs ?? defaults.keepAliveMs,
    maxConnections: options.maxConnections ?? defaults.maxConnections,
    maxAnswerBytes: options.maxAnswerBytes ?? defaults.maxAnswerBytes,
    now: options.now ?? defaults.now,
    ca: options.ca,
  };
  for (const name of ['timeoutMs', 'connectTimeoutMs', 'keepAliveMs'] as const) requireMs(name, resolved[name]);
  for (const name of ['maxConnections', 'maxAnswerBytes'] as const) requireCount(name, resolved[name]);
  if (!/^[\x20-\x7e]+$/.test(resolved.userAgent)) {
    throw new TypeError('userAgent must be printable ASCII text and not empty.');
  }
  return resolved;
}

/** Throws a TypeError unless the limit is a number of milliseconds that a timer can hold. */
export function requireMs(name: string, value: number): void {
  if (!(value > 0 && value <= LARGEST_TIMER_MS)) {
    throw new TypeError(`${name} must be a number of milliseconds from 1 to ${LARGEST_TIMER_MS}; found ${value}.`);
  }
}

function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new TypeError(`${name} must be a whole number of 1 or more; found ${value}.`);
  }
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
