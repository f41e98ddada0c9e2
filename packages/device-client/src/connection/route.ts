import { requireHeaderText } from '../requirements.ts';
import { parsePin, type ClientCertificate, type Security } from './security.ts';

/** A host and a port to connect to. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The way from this machine to the platform. */
export interface Route {
  readonly target: Endpoint;
  /** TLS with the platform; undefined for plain HTTP. */
  readonly security: Security | undefined;
  readonly proxy: ProxyRoute | undefined;
}

/** A proxy on the way: it forwards plain requests and tunnels TLS. */
export interface ProxyRoute {
  readonly endpoint: Endpoint;
  /** TLS with the proxy itself. */
  readonly security: Security | undefined;
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

/** The options that decide the way. */
export interface RouteOptions {
  readonly ca?: string;
  readonly pinnedCertificates?: readonly string[];
  readonly clientCertificate?: ClientCertificate;
  readonly host?: string;
  readonly proxy?: string;
}

/** Decides the way. Throws a TypeError that names the option at fault, and shows no password. */
export function resolveRoute(origin: string, options: RouteOptions): Route {
  const { ca, pinnedCertificates = [], clientCertificate: certificate, host } = options;
  const url = new URL(origin);
  if (host !== undefined) requireHost(host);
  if (url.protocol === 'http:' && (certificate !== undefined || pinnedCertificates.length > 0)) {
    throw new TypeError('clientCertificate and pinnedCertificates need a baseUrl that begins with https:.');
  }
  const name = host === undefined ? hostOf(url) : hostOf(new URL(`https://${host}`));
  const pins = new Set(pinnedCertificates.map(parsePin));
  return {
    target: { host: hostOf(url), port: portOf(url) },
    security: url.protocol === 'https:' ? { name, ca, pins, certificate } : undefined,
    proxy: options.proxy === undefined ? undefined : parseProxy(options.proxy, ca),
  };
}

function parseProxy(proxy: string, ca: string | undefined): ProxyRoute {
  const url = URL.parse(proxy);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.pathname !== '/') {
    throw new TypeError('proxy must be an http: or https: URL without a path, such as http://proxy.example:3128.');
  }
  const { username, password } = url;
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const host = hostOf(url);
  return {
    endpoint: { host, port: portOf(url) },
    security: url.protocol === 'https:' ? { name: host, ca, pins: new Set(), certificate: undefined } : undefined,
    authorization: username === '' ? undefined : `Basic ${Buffer.from(user).toString('base64')}`,
  };
}

/** An address of version 6 stands in brackets in a URL, and without them everywhere else. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function requireHost(host: string): void {
  requireHeaderText('host', host);
  const url = URL.parse(`https://${host}`);
  if (url?.pathname !== '/' || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(`host must be a host name, with a port or without; found ${host}.`);
  }
}
