import { formatClient, formatLaneKey, type ClientIdentity } from '../identity.ts';
import { ageOf } from '../lane/expiry.ts';
import type { Lanes } from '../lane/lanes.ts';
import { priorityOf } from '../priority.ts';
import type { DeadLetter, StoredMessage } from '../store.ts';
import type { WaitingMessage } from '../types.ts';
import type { Present } from '../time/time-keeper.ts';

/** Read at a time, so that a backlog of any size needs little memory. */
const PAGE = { maxMessages: 200, maxBytes: 256 * 1024 } as const;

/** What waits, in the order in which it leaves, client by client; of one client only if told. */
export function* readWaiting(lanes: Lanes, only?: ClientIdentity): Generator<WaitingMessage, void, undefined> {
  const { store, time } = lanes.context;
  for (const { state } of lanes.all()) {
    const { identity } = state.client;
    if (only !== undefined && formatLaneKey(only) !== formatLaneKey(identity)) continue;
    const client = formatClient(identity);
    let afterId = -Number.MAX_SAFE_INTEGER;
    for (;;) {
      const page = store.head(state.client.id, { ...PAGE, afterId });
      const last = page.at(-1);
      if (last === undefined) break;
      afterId = last.id;
      for (const message of page) yield describe(client, message, time.present());
    }
  }
}

function describe(client: string, message: StoredMessage, present: Present): WaitingMessage {
  const { id, alias, value, timestamp, fate } = message;
  const age = ageOf(message, present);
  return {
    ...{ client, id, alias, value, timestamp, priority: priorityOf(id), maybeSent: fate !== 'unsent' },
    ...(age === undefined ? {} : { ageMs: Math.max(0, Math.round(age)) }),
  };
}

/** The first so many of what waits. */
export function peek(lanes: Lanes, limit: number, only?: ClientIdentity): readonly WaitingMessage[] {
  const messages: WaitingMessage[] = [];
  if (limit <= 0) return messages;
  for (const message of readWaiting(lanes, only)) if (messages.push(message) >= limit) break;
  return messages;
}

/** A waiting message as one line of NDJSON. A value that is no UTF-8 text comes as `base64`. */
export function formatWaiting({ value, ...rest }: WaitingMessage): string {
  return `${JSON.stringify({ ...rest, ...formatValue(value) })}\n`;
}

/** A dead letter as one line of NDJSON. */
export function formatDeadLetter({ value, client, ...rest }: DeadLetter): string {
  return `${JSON.stringify({ ...rest, client: formatClient(client), ...formatValue(value) })}\n`;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function formatValue(value: Uint8Array): { readonly value: string } | { readonly base64: string } {
  try {
    return { value: decoder.decode(value) };
  } catch {
    return { base64: Buffer.from(value).toString('base64') };
  }
}
