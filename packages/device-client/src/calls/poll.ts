import { decodeForm, decodeText } from '../form.ts';
import { FORM_MEDIA_TYPE, type Answer, type CallOptions, type DeviceRequest } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';
import { formatCredential, type Credential } from '../identity.ts';
import { requireFormBody } from './answer-body.ts';
import { formatAliasQuery, requireAliases } from './stack-alias.ts';

/** The longest wait that the platform documents (exosite 2.4), in milliseconds. */
export const MAX_POLL_WAIT_MS = 300_000;

/** How long to wait, and for what. `timeoutMs` is added to the wait: it covers the way there and back. */
export interface PollOptions extends CallOptions {
  /** How long the platform may hold the request, in milliseconds, 1 to 300,000. */
  readonly waitMs: number;
  /** Epoch seconds: only values written after it count. Without it: after the platform receives the request. */
  readonly since?: number;
}

/** A value that came while polling. */
export interface PolledValue {
  readonly value: string;
  /** When it was written, in epoch seconds, if the platform says so: the next poll's `since`. */
  readonly modifiedAt?: number;
}

/** Waits for the next value of one alias (exosite 2.4). Undefined: none came. */
export async function poll(
  transport: Transport,
  defaultTimeoutMs: number,
  cik: Credential,
  alias: string,
  options: PollOptions,
): Promise<PolledValue | undefined> {
  const request = formatPoll(cik, alias, options);
  const timeoutMs = options.waitMs + (options.timeoutMs ?? defaultTimeoutMs);
  const answer = await transport.call(request, { ...options, timeoutMs });
  if (answer.status !== 200) return undefined;
  const pair = decodeForm(requireFormBody(transport, request, answer)).find(({ name }) => name === alias);
  if (pair === undefined) throw transport.nonsense(request, 'something else than a value of the alias', answer);
  return { value: decodeText(pair.value), ...readModifiedAt(answer) };
}

function formatPoll(cik: Credential, alias: string, { waitMs, since }: PollOptions): DeviceRequest {
  const credential = formatCredential(cik);
  requireAliases([alias]);
  if (!Number.isSafeInteger(waitMs) || waitMs < 1 || waitMs > MAX_POLL_WAIT_MS) {
    throw new TypeError(`waitMs is a whole number of milliseconds from 1 to ${MAX_POLL_WAIT_MS}; found ${waitMs}.`);
  }
  if (since !== undefined && (!Number.isSafeInteger(since) || since < 0)) {
    throw new TypeError(`since is a whole number of seconds since the epoch; found ${since}.`);
  }
  return {
    operation: 'poll',
    source: `poll:${alias}`,
    method: 'GET',
    path: `/onep:v1/stack/alias?${formatAliasQuery([alias])}`,
    ...credential,
    headers: {
      Accept: FORM_MEDIA_TYPE,
      'Request-Timeout': String(waitMs),
      ...(since === undefined ? {} : { 'If-Modified-Since': String(since) }),
    },
    accepts: [200, 204, 304],
  };
}

/** The documents show epoch seconds, the live service sends an HTTP date: both are read (exosite 9). */
function readModifiedAt({ headers }: Answer): { readonly modifiedAt?: number } {
  const text = headers.get('last-modified')?.trim() ?? '';
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : Math.floor(Date.parse(text) / 1000);
  return Number.isNaN(seconds) ? {} : { modifiedAt: seconds };
}
