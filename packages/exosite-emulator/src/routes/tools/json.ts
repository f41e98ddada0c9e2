import { MEDIA, type Answer } from '../../http/exchange.ts';
import { isRecord, toBytes } from '../rpc/json.ts';

/** A JSON answer of the tools' endpoints. */
export function jsonAnswer(value: unknown): Answer {
  return { status: 200, headers: MEDIA.json, body: JSON.stringify(value) };
}

/** The JSON object of a body, if it is one. */
export function parseJsonObject(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The values of `{"alias":"value"}`; objects and lists as their JSON. */
export function toValues(
  json: Readonly<Record<string, unknown>> | undefined,
): ReadonlyMap<string, Uint8Array> | undefined {
  if (json === undefined) return undefined;
  const values = new Map<string, Uint8Array>();
  for (const [alias, value] of Object.entries(json)) {
    if (alias === '' || value === null) return undefined;
    values.set(alias, toBytes(value) ?? Buffer.from(JSON.stringify(value)));
  }
  return values.size === 0 ? undefined : values;
}
