import { type ConsoleRoute } from './exchange.ts';

/** The route for a request, or which methods its path has. */
export type ConsoleMatch =
  | { readonly kind: 'found'; readonly route: ConsoleRoute; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrongMethod'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

/** Finds a route by method and path. */
export function matchRoute(routes: readonly ConsoleRoute[], method: string, path: string): ConsoleMatch {
  const allow: string[] = [];
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params === undefined) continue;
    if (route.method === method) return { kind: 'found', route, params };
    allow.push(route.method);
  }
  return allow.length === 0 ? { kind: 'unknown' } : { kind: 'wrongMethod', allow };
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [expected, actual] = [pattern.split('/'), path.split('/')];
  if (expected.length !== actual.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of expected.entries()) {
    const segment = actual[index] ?? '';
    if (!name.startsWith(':')) {
      if (segment !== name) return undefined;
      continue;
    }
    const decoded = decodeSegment(segment);
    if (decoded === undefined || decoded === '') return undefined;
    params[name.slice(1)] = decoded;
  }
  return params;
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign names nothing that exists.
    return undefined;
  }
}
