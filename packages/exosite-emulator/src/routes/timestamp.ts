import { MEDIA } from '../http/exchange.ts';
import { type Route } from '../http/route.ts';

/** `GET /timestamp`: epoch seconds, no line end. `GET /ip`: the server's address (exosite 2.6). */
export const timestampRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/timestamp',
    auth: 'none',
    handle: ({ platform }) => ({ status: 200, headers: MEDIA.text, body: String(platform.nowSeconds()) }),
  },
  {
    method: 'GET',
    path: '/ip',
    auth: 'none',
    handle: ({ request }) => ({ status: 200, headers: MEDIA.text, body: request.localAddress }),
  },
];
