/** What a request asks for. */
export type Route =
  | { readonly kind: 'activate' }
  | { readonly kind: 'write' }
  /** `alias` is missing where the body names the aliases (exosite 2.5, multi-alias form). */
  | { readonly kind: 'record'; readonly alias?: string }
  | { readonly kind: 'reread' }
  | { readonly kind: 'status' }
  /** The path is known, the method is not. */
  | { readonly kind: 'wrongMethod'; readonly allow: string }
  | { readonly kind: 'unknown' };

/** Both spellings of the same prefix are in use (exosite 2). */
const STACK = /^\/(?:onep|api):v1\/stack\/(.+)$/;

/** Which endpoint a method and a path mean (gwe K131). A query is ignored: gmq answers no reads (gwe K149). */
export function parseRoute(method: string, target: string): Route {
  const path = target.replace(/\?.*$/s, '').replace(/(.)\/+$/, '$1');
  const route = parsePath(path);
  if (route.kind === 'unknown') return route;
  const allow = route.kind === 'status' ? 'GET' : 'POST';
  return method === allow ? route : { kind: 'wrongMethod', allow };
}

function parsePath(path: string): Route {
  if (path === '/provision/activate') return { kind: 'activate' };
  if (path === '/reread') return { kind: 'reread' };
  if (path === '/status') return { kind: 'status' };
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
