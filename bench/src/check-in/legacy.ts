import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';

/** One request of the Python engine. */
interface LegacyRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

const ALIAS_PATH = '/onep:v1/stack/alias';

/**
 * The six requests of one check-in, as the documents and the captures of the Python engine have it (gwe 51, 66, 70): all
 * three reports each time, both commands, and the time; of what a sixth may be, the last is the smallest.
 */
export function formatLegacyCheckIn(reports: Readonly<Record<string, string>>): readonly LegacyRequest[] {
  return [
    ...Object.entries(reports).map(([alias, value]) => ({
      method: 'POST' as const,
      path: ALIAS_PATH,
      body: new URLSearchParams({ [alias]: value }).toString(),
    })),
    { method: 'GET', path: `${ALIAS_PATH}?engine_fetch` },
    { method: 'GET', path: `${ALIAS_PATH}?update_interval` },
    { method: 'GET', path: '/timestamp' },
  ];
}

export interface LegacyOptions {
  readonly port: number;
  readonly ca: string;
  readonly cik: string;
  /** False: a connection for each request, as the Python client did. */
  readonly keepAlive: boolean;
}

/** Sends them one after the other, with the headers that the Python client sent. */
export async function playLegacyCheckIn(requests: readonly LegacyRequest[], options: LegacyOptions): Promise<void> {
  // It never resumed a session.
  const agent = new Agent({ keepAlive: options.keepAlive, maxSockets: 1, maxCachedSessions: 0 });
  try {
    for (const one of requests) await send(one, agent, options);
  } finally {
    agent.destroy();
  }
}

async function send({ method, path, body }: LegacyRequest, agent: Agent, options: LegacyOptions): Promise<void> {
  const { port, ca, cik } = options;
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  const headers = {
    'User-Agent': 'GatewayEngine-v1.0.0',
    'Accept-Encoding': 'gzip, deflate',
    Accept: body === undefined ? form : '*/*',
    'X-Exosite-CIK': cik,
    ...(body === undefined ? {} : { 'Content-Type': form, 'Content-Length': Buffer.byteLength(body) }),
  };
  const sent = request({ host: 'localhost', port, ca, method, path, headers, agent });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const found = await text(answer);
  if (answer.statusCode === undefined || answer.statusCode >= 300) {
    throw new Error(`${method} ${path} was answered ${answer.statusCode ?? '?'}: ${found}`);
  }
}
