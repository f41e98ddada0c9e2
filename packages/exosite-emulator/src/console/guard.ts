import type { IncomingHttpHeaders } from 'node:http';

/** Pages of other sites cannot send it without asking first, and are never allowed to. */
export const CONSOLE_HEADER = 'x-exosite-console';

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** What decides whether a request comes from the console's own page. */
export interface GuardedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** A page or a script, not data. */
  readonly isAsset: boolean;
}

/**
 * Why a request is refused with 403, or `undefined`. A foreign name in `Host` is DNS rebinding; a foreign `Origin` or
 * fetch site is another page in the same browser; a change without our own header may be a form of another page.
 */
export function decideForbidden({ method, headers, isAsset }: GuardedRequest): string | undefined {
  const { host, origin } = headers;
  if (host === undefined || !LOOPBACK_HOST.test(host)) {
    return 'the console answers only to localhost, 127.0.0.1 and [::1]';
  }
  if (origin !== undefined && origin !== `http://${host}`) return 'the request comes from another origin';
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && isAsset && method === 'GET';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return 'the request comes from another site';
  }
  const isChange = method !== 'GET' && method !== 'HEAD';
  if (isChange && headers[CONSOLE_HEADER] === undefined) return `a change needs the header ${CONSOLE_HEADER}`;
  return undefined;
}
