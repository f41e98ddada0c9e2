import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { GmqError } from '../errors.ts';
import { CONTROL_HEADER } from '../server/control.ts';

/** Where a gmq listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Used instead of host and port. */
  readonly socketPath?: string;
}

/** One question to a running gmq. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

/** A local server answers at once; one that does not hangs. */
const TIMEOUT_MS = 5000;

/**
 * Asks a running gmq. Resolves with an answer of 2xx, its body still to be read. Rejects with GmqError
 * `GMQ_NOT_REACHABLE` if there is none, or if it refuses.
 */
export async function ask(address: Address, question: Question): Promise<IncomingMessage> {
  const where = formatAddress(address);
  const answer = await send(address, question).catch((cause: unknown) => {
    throw unreachable(where, cause instanceof Error ? cause.message : String(cause), cause);
  });
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return answer;
  throw unreachable(where, `it answers with ${status}: ${(await text(answer)).trim().slice(0, 500)}`);
}

/** Asks, and reads the answer to its end. */
export async function askText(address: Address, question: Question): Promise<string> {
  return await text(await ask(address, question));
}

/** An address as a URL, or as the path of its socket. */
export function formatAddress({ host, port, socketPath }: Address): string {
  return socketPath ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The error for whatever is not a gmq that answers. */
export function unreachable(where: string, found: string, cause?: unknown): GmqError {
  return new GmqError(`Asking gmq at ${where} failed: ${found}. Start gmq, or give its --host and --port.`, {
    code: 'GMQ_NOT_REACHABLE',
    cause,
  });
}

function send({ host, port, socketPath }: Address, question: Question): Promise<IncomingMessage> {
  const { method, path, body = '' } = question;
  const headers = { [CONTROL_HEADER]: '1', 'Content-Length': Buffer.byteLength(body) };
  const where = socketPath === undefined ? { host, port } : { socketPath };
  return new Promise((resolve, reject) => {
    const asking = request({ ...where, method, path, headers, timeout: TIMEOUT_MS }, resolve);
    asking.on('timeout', () => {
      asking.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
