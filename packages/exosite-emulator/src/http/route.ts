import { decodePathSegment } from '../wire/form.ts';
import { type Answer, type Call, type DeviceCall } from './exchange.ts';

interface RouteBase {
  readonly method: string;
  /** Segments that begin with `:` are parameters. A `/` at the end counts. */
  readonly path: string;
  /** The body may be as large as a content blob. */
  readonly takesContent?: boolean;
  /** Belongs to the emulator, not to the platform: no fault meets it and the request log does not show it. */
  readonly isOwn?: boolean;
}

/** Needs no credential, or finds it by itself. */
export interface OpenRoute extends RouteBase {
  readonly auth: 'none' | 'vendor';
  handle(call: Call): Answer | Promise<Answer>;
}

/** Needs a CIK in `X-Exosite-CIK`; `deviceOrToken` also takes it in `X-Exosite-Token` (exosite 1.2). */
interface DeviceRoute extends RouteBase {
  readonly auth: 'device' | 'deviceOrToken';
  handle(call: DeviceCall): Answer | Promise<Answer>;
}

/** One endpoint. */
export type Route = OpenRoute | DeviceRoute;

/** What a request meets. */
export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrongMethod'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

/** Finds routes by method and path. */
export interface Router {
  match(method: string, path: string): RouteMatch;
}

/** A router for these routes. */
export function createRouter(routes: readonly Route[]): Router {
  const patterns = routes.map((route) => ({ route, pattern: route.path.split('/') }));
  return {
    match(method, path) {
      const segments = plainPath(path).split('/');
      const allow = new Set<string>();
      for (const { route, pattern } of patterns) {
        const params = matchSegments(pattern, segments);
        if (params === undefined) continue;
        if (route.method === method) return { kind: 'found', route, params };
        allow.add(route.method);
      }
      return allow.size === 0 ? { kind: 'unknown' } : { kind: 'wrongMethod', allow: [...allow] };
    },
  };
}

/** Other spellings of a path: the older prefix (exosite 2), and the proxy that Murano's tools go through (exosite 4). */
function plainPath(path: string): string {
  return path.replace(/^\/api:1\/product\/[^/]+\/proxy\//, '/').replace(/^\/api:v1\//, '/onep:v1/');
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (!expected.startsWith(':')) {
      if (segment !== expected) return undefined;
    } else if (segment === '') {
      return undefined;
    } else {
      params[expected.slice(1)] = decodePathSegment(segment);
    }
  }
  return params;
}
