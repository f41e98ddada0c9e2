import { decodeForm, type FormPair } from '@gateway-engine/device-client/form';
import { findIdentityFault, type ClientIdentity } from '../identity.ts';
import { isTimestamp } from '../message.ts';

/** A parsed body, or what is wrong with it and how to write it instead. */
export type Parsed<T> =
  { readonly kind: 'parsed'; readonly value: T } | { readonly kind: 'fault'; readonly reason: string };

/** A value of a write body. */
export type WrittenValue = readonly [alias: string, value: Uint8Array];

/** A value of a record body. */
export interface RecordedPoint {
  readonly alias: string;
  readonly timestamp: number;
  readonly value: Uint8Array;
}

/** `alias=value&…` (exosite 2.1). Values may be encoded or raw; an encoded `&` is data (gwe N1). */
export function parseWriteBody(body: Buffer): Parsed<readonly WrittenValue[]> {
  const pairs = parsePairs(body);
  if (pairs.kind === 'fault') return pairs;
  if (pairs.value.some(({ name }) => name === '')) return fault('A value has no alias before its "=".');
  return parsed(pairs.value.map(({ name, value }) => [name, value]));
}

/** `timestamp=value&…` for the alias in the path; or, without one, `alias=A&timestamp=value&…` (exosite 2.5). */
export function parseRecordBody(body: Buffer, pathAlias: string | undefined): Parsed<readonly RecordedPoint[]> {
  const pairs = parsePairs(body);
  if (pairs.kind === 'fault') return pairs;
  const points: RecordedPoint[] = [];
  let alias = pathAlias;
  for (const { name, value } of pairs.value) {
    if (pathAlias === undefined && name === 'alias') {
      alias = Buffer.from(value).toString('utf8');
      continue;
    }
    if (alias === undefined || alias === '') return fault('A value comes before its alias: write alias=ALIAS first.');
    const timestamp = parseTimestamp(name);
    if (timestamp === undefined) {
      return fault(`"${name.slice(0, 40)}" is no time: record bodies are EPOCH_SECONDS=VALUE.`);
    }
    points.push({ alias, timestamp, value });
  }
  return points.length > 0 ? parsed(points) : fault('The body holds no EPOCH_SECONDS=VALUE.');
}

/** `vendor=V&model=M&sn=S` (exosite 3.1). */
export function parseActivateBody(body: Buffer): Parsed<ClientIdentity> {
  const pairs = parsePairs(body);
  if (pairs.kind === 'fault') return pairs;
  const fields = new Map(pairs.value.map(({ name, value }) => [name, Buffer.from(value).toString('utf8')]));
  const [vendor, model, serial] = ['vendor', 'model', 'sn'].map((name) => fields.get(name));
  if (vendor === undefined || model === undefined || serial === undefined) {
    return fault('The body must be vendor=VENDOR&model=MODEL&sn=SERIAL.');
  }
  const identity = { vendor, model, serial };
  const found = findIdentityFault(identity);
  return found === undefined ? parsed(identity) : fault(found);
}

/** Whole seconds; a fraction, as from `time.time()`, is cut off. Milliseconds are taken for what they are: wrong. */
function parseTimestamp(text: string): number | undefined {
  if (!/^\d{1,13}(?:\.\d+)?$/.test(text)) return undefined;
  const seconds = Math.floor(Number(text));
  return isTimestamp(seconds) ? seconds : undefined;
}

/** A part without "=" mostly is the rest of a value with a raw "&": refused, so that nothing is stored in pieces. */
function parsePairs(body: Buffer): Parsed<readonly FormPair[]> {
  const parts = body
    .toString('latin1')
    .split('&')
    .filter((part) => part !== '');
  if (parts.length === 0) return fault('The body is empty: write ALIAS=VALUE.');
  if (parts.some((part) => !part.includes('='))) {
    return fault('A part of the body has no "=". If "&" belongs to a value, write it as %26.');
  }
  return parsed(decodeForm(body));
}

function parsed<T>(value: T): Parsed<T> {
  return { kind: 'parsed', value };
}

function fault(reason: string): { readonly kind: 'fault'; readonly reason: string } {
  return { kind: 'fault', reason };
}
