import type * as Http from 'node:http';
import { explainConnection, explainFlood, explainHang, explainStatus } from './failure.ts';

/** How supervisord's unix socket is reached. */
export interface TransportOptions {
  readonly socketPath: string;
  /** Of `[unix_http_server]`, where it asks for one. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** One request. */
export interface PostOptions {
  /** What is being done, for messages: `start app`. */
  readonly what: string;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Whether it may be sent once more when the kept connection turns out to be closed: for questions only. */
  readonly repeatable: boolean;
}

/** Sends bodies to supervisord and brings back what it answers. */
export interface Transport {
  post(options: PostOptions): Promise<string>;
  /** Closes the kept connections. A later call opens new ones. */
  close(): void;
}

/** Of one answer: 1 MB is the state of more than a thousand processes. */
const MAX_ANSWER_BYTES = 1024 * 1024;
/** A call that waits for a slow start must not hold up the polls, and no caller may open sockets without end. */
const MAX_CONNECTIONS = 4;

/** HTTP over a unix socket on kept connections (supervisord 4). Idle connections do not keep the process alive. */
export function createTransport(options: TransportOptions): Transport {
  const { socketPath, username, password } = options;
  // Loaded at the first call: most programs that import this package make none.
  let http: typeof Http | undefined;
  let agent: Http.Agent | undefined;
  const secret = username === undefined ? undefined : Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  const head: Http.RequestOptions = { socketPath, method: 'POST', path: '/RPC2' };
  const headers = { 'Content-Type': 'text/xml', ...(secret === undefined ? {} : { Authorization: `Basic ${secret}` }) };

  /** Undefined: the kept connection was closed before the request. */
  const send = async (post: PostOptions): Promise<string | undefined> => {
    http ??= await import('node:http');
    const { request } = http;
    agent ??= new http.Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
    const used = agent;
    const { body, signal, timeoutMs, what } = post;
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      // supervisord refuses a body without its length, and never answers an empty one.
      const sent = request(
        { ...head, agent: used, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } },
        (response) => {
          readAnswer(response, what, socketPath).then(settle(resolve), fail);
        },
      );
      const onAbort = (): void => {
        sent.destroy();
        fail(signal?.reason);
      };
      const timer = setTimeout(() => {
        sent.destroy();
        fail(explainHang(what, socketPath, timeoutMs));
      }, timeoutMs);
      const settle =
        <T>(use: (result: T) => void) =>
        (result: T): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          use(result);
        };
      const fail = settle(reject);
      signal?.addEventListener('abort', onAbort, { once: true });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        const stale = sent.reusedSocket && post.repeatable && error.code === 'ECONNRESET';
        if (stale) settle(resolve)(undefined);
        else fail(explainConnection(what, socketPath, error));
      });
      sent.end(body);
    });
  };

  return {
    async post(post) {
      // supervisord closes kept connections when it restarts: the first call afterwards finds that out.
      for (let tries = 1; ; tries += 1) {
        const answer = await send({ ...post, repeatable: post.repeatable && tries <= MAX_CONNECTIONS });
        if (answer !== undefined) return answer;
      }
    },
    close() {
      agent?.destroy();
      agent = undefined;
    },
  };
}

function readAnswer(response: Http.IncomingMessage, what: string, socketPath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= MAX_ANSWER_BYTES) return;
      reject(explainFlood(what, MAX_ANSWER_BYTES));
      response.destroy();
    });
    response.on('end', () => {
      if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(explainStatus(what, response.statusCode ?? 0));
    });
    response.on('error', (error) => {
      reject(explainConnection(what, socketPath, error));
    });
  });
}
