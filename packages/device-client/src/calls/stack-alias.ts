import { decodeForm, decodeText, encodeForm, encodeFormComponent, type Value } from '../form.ts';
import { FORM_MEDIA_TYPE, type Answer, type CallOptions, type DeviceRequest } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';
import { formatCredential, type Credential } from '../identity.ts';
import { requireEmptyBody, requireFormBody } from './answer-body.ts';

/** Values by alias. An empty string clears an alias (exosite 1.3). */
export type Values = Readonly<Record<string, Value>>;

const PATH = '/onep:v1/stack/alias';

/** Writes values; the platform stamps them with its time of receipt (exosite 2.1). */
export async function write(transport: Transport, cik: Credential, values: Values, call?: CallOptions): Promise<void> {
  const request = formatWrite(cik, values);
  requireEmptyBody(transport, request, await transport.call(request, call));
}

/** Reads the latest values (exosite 2.2). Aliases without data are missing from the map. */
export async function read(
  transport: Transport,
  cik: Credential,
  aliases: readonly string[],
  call?: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const request = formatRead(cik, aliases);
  return parseValues(transport, request, aliases, await transport.call(request, call));
}

/** Writes, then reads, in one round trip (exosite 2.3). One of the two may be empty: then it is the other alone. */
export async function writeRead(
  transport: Transport,
  cik: Credential,
  values: Values,
  aliases: readonly string[],
  call?: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  if (Object.keys(values).length === 0) return read(transport, cik, aliases, call);
  if (aliases.length === 0) {
    await write(transport, cik, values, call);
    return new Map();
  }
  const request = formatWriteRead(cik, values, aliases);
  return parseValues(transport, request, aliases, await transport.call(request, call));
}

function formatWrite(cik: Credential, values: Values): DeviceRequest {
  const credential = formatCredential(cik);
  const aliases = Object.keys(values);
  requireAliases(aliases);
  return {
    operation: 'write',
    source: `write:${aliases.join(',')}`,
    method: 'POST',
    path: PATH,
    ...credential,
    form: encodeForm(Object.entries(values)),
    accepts: [200, 204],
  };
}

function formatRead(cik: Credential, aliases: readonly string[]): DeviceRequest {
  const credential = formatCredential(cik);
  requireAliases(aliases);
  return {
    operation: 'read',
    source: `read:${aliases.join(',')}`,
    method: 'GET',
    path: `${PATH}?${formatAliasQuery(aliases)}`,
    ...credential,
    headers: { Accept: FORM_MEDIA_TYPE },
    accepts: [200, 204],
  };
}

function formatWriteRead(cik: Credential, values: Values, aliases: readonly string[]): DeviceRequest {
  const writing = formatWrite(cik, values);
  const reading = formatRead(cik, aliases);
  return {
    ...writing,
    ...reading,
    operation: 'writeRead',
    source: `${reading.source} ${writing.source}`,
    method: 'POST',
  };
}

/** The query of a read: bare names without `=` (exosite 1.3). */
export function formatAliasQuery(aliases: readonly string[]): string {
  return aliases.map(encodeFormComponent).join('&');
}

/** Throws a TypeError unless there is at least one alias and none is empty. */
export function requireAliases(aliases: readonly string[]): void {
  if (aliases.length === 0) throw new TypeError('At least one alias is needed.');
  if (aliases.includes('')) throw new TypeError('An alias must not be empty.');
}

/** Refuses names that nobody asked for: it is some other page that answered, and its text is no value of ours. */
function parseValues(
  transport: Transport,
  request: DeviceRequest,
  aliases: readonly string[],
  answer: Answer,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (answer.status === 204) return values;
  for (const { name, value } of decodeForm(requireFormBody(transport, request, answer))) {
    if (!aliases.includes(name)) {
      throw transport.nonsense(request, 'values of aliases that were not asked for', answer);
    }
    values.set(name, decodeText(value));
  }
  return values;
}
