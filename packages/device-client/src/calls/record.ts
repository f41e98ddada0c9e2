import { encodeForm, type Value } from '../form.ts';
import type { CallOptions, DeviceRequest } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';
import { formatCredential, type Credential } from '../identity.ts';
import { requireEmptyBody } from './answer-body.ts';
import { parseConflicts, type RecordConflict } from './conflicts.ts';
import { requireAliases } from './stack-alias.ts';

/** A value with its own time. */
export interface RecordedValue {
  readonly alias: string;
  /** Seconds since the epoch, a whole number of 0 or more. */
  readonly timestamp: number;
  readonly value: Value;
}

/** What became of a recorded batch. */
export interface RecordResult {
  /** Empty if all was stored; what is not named here was stored. */
  readonly conflicts: readonly RecordConflict[];
}

/**
 * Stores values at their own times, any number of aliases in one request (exosite 2.5, multi-alias form; gwe N4).
 * A 409 that names values of ours becomes `conflicts`; one that names none is DEVICE_CLIENT_CONFLICT.
 */
export async function record(
  transport: Transport,
  cik: Credential,
  values: readonly RecordedValue[],
  call?: CallOptions,
): Promise<RecordResult> {
  const request = formatRecord(cik, values);
  const answer = await transport.call(request, call);
  if (answer.status === 409) {
    const conflicts = parseConflicts(answer.body, values);
    if (conflicts.length === 0) throw transport.refusal(request, answer);
    return { conflicts };
  }
  requireEmptyBody(transport, request, answer);
  return { conflicts: [] };
}

function formatRecord(cik: Credential, values: readonly RecordedValue[]): DeviceRequest {
  const credential = formatCredential(cik);
  const groups = groupByAlias(values);
  const aliases = [...groups.keys()];
  requireAliases(aliases);
  const pairs = [...groups].flatMap(([alias, group]): (readonly [string, Value])[] => [
    ['alias', alias],
    ...group.map(({ timestamp, value }) => [String(timestamp), value] as const),
  ]);
  return {
    operation: 'record',
    source: `record:${aliases.join(',')}`,
    method: 'POST',
    path: '/onep:v1/stack/record',
    ...credential,
    form: encodeForm(pairs),
    accepts: [200, 204, 409],
  };
}

/** Aliases in the order in which they first come, the values of each in the order given. */
function groupByAlias(values: readonly RecordedValue[]): Map<string, RecordedValue[]> {
  const groups = new Map<string, RecordedValue[]>();
  for (const value of values) {
    if (!Number.isSafeInteger(value.timestamp) || value.timestamp < 0) {
      throw new TypeError(`A timestamp is a whole number of seconds since the epoch; found ${value.timestamp}.`);
    }
    const group = groups.get(value.alias);
    if (group === undefined) groups.set(value.alias, [value]);
    else group.push(value);
  }
  return groups;
}
