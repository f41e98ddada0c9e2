import { type IncomingMessage, type ServerResponse } from 'node:http';
import { requestFailed } from '../channels.ts';
import { EMULATOR_DEFAULTS } from '../defaults.ts';
import { readBody } from '../http/body.ts';
import { CONSOLE_ROUTES } from './api/routes.ts';
import { assetAnswer, assetName } from './assets.ts';
import { refuse, type ConsoleAnswer, type ConsoleCall } from './exchange.ts';
import { decideForbidden } from './guard.ts';
import { type LiveFeed } from './live-feed.ts';
import { matchRoute } from './route-match.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What the service works with. */
export interface ConsoleParts extends Pick<ConsoleCall, 'host' | 'deployments' | 'arrivals'> {
  readonly feed: LiveFeed;
}

/** Largest JSON body: ten thousand serial numbers fit. */
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** Serves the files, the JSON API and the stream of the console. Never rejects. */
export function createConsoleService(
  parts: ConsoleParts,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (incoming, response) => {
    // A page that is closed in the middle of an answer is its own business.
    response.on('error', () => undefined);
    const [path = '/'] = (incoming.url ?? '/').split('?', 1);
    try {
      const answer = await answerTo(parts, incoming, response, path);
      if (answer !== undefined) send(response, answer);
    } catch (error) {
      if (requestFailed.hasSubscribers) requestFailed.publish({ error, path });
      if (response.headersSent) response.destroy();
      else send(response, refuse(500, 'The emulator failed to answer. This is a bug of it, or its disk is full.'));
    }
  };
}

async function answerTo(
  parts: ConsoleParts,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<ConsoleAnswer | undefined> {
  const { method = 'GET', headers } = incoming;
  const asset = method === 'GET' || method === 'HEAD' ? assetName(path) : undefined;
  const forbidden = decideForbidden({ method, headers, isAsset: asset !== undefined });
  if (forbidden !== undefined) return refuse(403, `Refused: ${forbidden}.`);
  if (asset !== undefined) return assetAnswer(asset, headers['if-none-match']);
  if (path === '/api/events' && method === 'GET') return stream(parts.feed, response);
  const match = matchRoute(CONSOLE_ROUTES, method, path);
  if (match.kind === 'unknown') return refuse(404, 'There is no such page.');
  if (match.kind === 'wrongMethod') {
    const refusal = refuse(405, 'This method is not for this address.');
    return { ...refusal, headers: { ...refusal.headers, Allow: match.allow.join(', ') } };
  }
  const { route, params } = match;
  const body = await readBody(
    incoming,
    route.takesContent === true ? EMULATOR_DEFAULTS.maxContentBytes : MAX_JSON_BYTES,
  );
  if (body === 'gone') return undefined;
  if (body === 'tooLarge') return refuse(413, 'This is too large.');
  const { host, deployments, arrivals } = parts;
  try {
    return await route.handle({ host, deployments, arrivals, params, body });
  } catch (error) {
    if (error instanceof TypeError) return refuse(400, `${error.message}.`);
    throw error;
  }
}

async function stream(feed: LiveFeed, response: ServerResponse): Promise<ConsoleAnswer | undefined> {
  const head = { ...SECURITY_HEADERS, 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
  for (const [name, value] of Object.entries(head)) response.setHeader(name, value);
  const gone = feed.open(response);
  if (gone === false) return refuse(503, 'Too many pages of the console are open. Close some.');
  await gone;
  return undefined;
}

function send(response: ServerResponse, { status, headers, body }: ConsoleAnswer): void {
  const bytes = Buffer.from(body);
  const hasNoBody = status === 204 || status === 304;
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...SECURITY_HEADERS,
    ...(hasNoBody ? {} : { 'Content-Length': String(bytes.length) }),
    ...headers,
  });
  response.end(hasNoBody ? undefined : bytes);
}
