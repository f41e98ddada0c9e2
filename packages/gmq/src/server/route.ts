import { decodeForm } from '@gateway-engine/device-client/form';
import { isChange, parseControl, type ControlCommand } from './control.ts';

/** What a request asks for. */
export type Route =
  | { readonly kind: 'activate' }
  | { readonly kind: 'write' }
  /** `alias` is missing where the body names the aliases (exosite 2.5, multi-alias form). */
  | { readonly kind: 'record'; readonly alias?: string }
  | { readonly kind: 'reread' }
  | { readonly kind: 'status' }
  | { readonly kind: 'metrics' }
  | { readonly kind: 'read'; readonly aliases: readonly string[] }
  | { readonly kind: 'control'; readonly command: ControlCommand }
  /** The path is known, the method is not. */
  | { readonly kind: 'wrongMethod'; readonly allow: string }
  | { readonly kind: 'unknown' };

/** Both spellings of the same prefix are in use (exosite 2). */
const STACK = /^\/(?:onep|api):v1\/stack\/(.+)$/;

/** Which endpoint a method and a path mean (gwe K131). */
export function parseRoute(method: string, target: string): Route {
  const [address = '', query = ''] = target.split(/\?(.*)/s);
  const path = address.replace(/(.)\/+$/, '$1');
  const command = parseControl(path, new URLSearchParams(query));
  if (command !== undefined) return allowOnly(isChange(command) ? 'POST' : 'GET', method, { kind: 'control', command });
  const route = parsePath(path);
  if (route.kind === 'unknown') return route;
  if (route.kind === 'write') {
    if (method === 'GET') return { kind: 'read', aliases: parseAliases(query) };
    return method === 'POST' ? route : { kind: 'wrongMethod', allow: 'GET, POST' };
  }
  return allowOnly(route.kind === 'status' || route.kind === 'metrics' ? 'GET' : 'POST', method, route);
}

function allowOnly(allow: string, method: string, route: Route): Route {
  return method === allow ? route : { kind: 'wrongMethod', allow };
}

/** The aliases of a read: bare names, encoded one by one (exosite 1.3). */
function parseAliases(query: string): readonly string[] {
  const names = decodeForm(query).map(({ name }) => name);
  return [...new Set(names.filter((name) => name !== ''))];
}

function parsePath(path: string): Route {
  if (path === '/provision/activate') return { kind: 'activate' };
  if (path === '/reread') return { kind: 'reread' };
  if (path === '/status') return { kind: 'status' };
  if (path === '/metrics') return { kind: 'metrics' };
  const rest = STACK.exec(path.replace(/%3a/i, ':'))?.[1];
  if (rest === undefined) return { kind: 'unknown' };
  if (rest === 'alias') return { kind: 'write' };
  if (rest === 'record') return { kind: 'record' };
  // The documents once write /stack/ALIAS for /stack/alias/ALIAS.
  const alias = decodeAlias(rest.replace(/^alias\//, ''));
  return alias === undefined ? { kind: 'unknown' } : { kind: 'record', alias };
}

function decodeAlias(encoded: string): string | undefined {
  if (encoded.includes('/')) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
