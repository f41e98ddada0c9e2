import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { type Reply } from './call.ts';

/** A test CA, a server and two clients with the same identity; `self` is a client that the CA does not know. */
export function readPem(name: string): string {
  return readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
}

export const SERVER_TLS = { key: readPem('server.key'), cert: readPem('server.pem') } as const;

interface TlsCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Shows this client certificate. */
  readonly client?: { readonly key: string; readonly cert: string };
}

/** One request by plain node:https that trusts the test CA. */
export function callTls(url: string, { method, headers = {}, body, client }: TlsCall = {}): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const outgoing = request(url, {
    ...{ agent: false, ca: readPem('ca.pem'), ...client },
    ...{ method: method ?? (body === undefined ? 'GET' : 'POST'), headers: { ...headers, ...length } },
  });
  outgoing.on('error', reject);
  outgoing.on('response', (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const bytes = Buffer.concat(chunks);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body: bytes.toString('utf8') });
    });
  });
  outgoing.end(body);
  return promise;
}
