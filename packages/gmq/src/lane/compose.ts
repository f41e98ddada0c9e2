import type { StoreChange, StoredMessage } from '../store.ts';
import type { DeliveryRecord } from '../upstream.ts';
import type { SecondsLedger } from './seconds.ts';

/** A message and the record it goes out as. */
export interface Placed {
  readonly message: StoredMessage;
  readonly record: DeliveryRecord;
}

/** What to send next, and what must be durable before it is sent. */
export interface Composition {
  readonly placed: readonly Placed[];
  /** Messages for which no second was free. */
  readonly crowded: readonly StoredMessage[];
  readonly changes: readonly StoreChange[];
}

/**
 * Gives every message of a lane's head its second. No alias has a second twice, in this batch or against what was
 * delivered before; a message whose second is taken moves to the next free one, at most `maxShiftSeconds` from the
 * time asked for, else it is given up. A message that may have been recorded keeps its second whatever happens:
 * that is what makes sending it again harmless. In order of the requests, so that a later value never gets an
 * earlier second of its alias than one shifted before it.
 */
export function composeBatch(
  head: readonly StoredMessage[],
  ledger: SecondsLedger,
  limits: { readonly maxShiftSeconds: number },
  now: number,
): Composition {
  const taken = new Map<string, Set<number>>();
  const secondsOf = (alias: string): Set<number> => {
    const seconds = taken.get(alias) ?? new Set();
    taken.set(alias, seconds);
    return seconds;
  };
  for (const message of head) if (message.fate !== 'unsent') secondsOf(message.alias).add(message.timestamp);

  const placed: Placed[] = [];
  const crowded: StoredMessage[] = [];
  const changes: StoreChange[] = [];
  for (const message of head) {
    const timestamp =
      message.fate === 'unsent' ? findSecond(message, ledger, secondsOf(message.alias)) : message.timestamp;
    const { clientId, id, alias, value, fate, conflicts } = message;
    if (timestamp - message.asked > limits.maxShiftSeconds) {
      crowded.push(message);
      changes.push({ kind: 'bury', clientId, id, reason: describeCrowd(limits.maxShiftSeconds), at: now });
      continue;
    }
    secondsOf(alias).add(timestamp);
    if (timestamp !== message.timestamp) changes.push({ kind: 'update', clientId, id, timestamp, fate, conflicts });
    placed.push({ message, record: { alias, timestamp, value, fate } });
  }
  const last = placed.at(-1)?.message;
  if (last !== undefined) changes.push({ kind: 'sending', clientId: last.clientId, lastId: last.id });
  return { placed, crowded, changes };
}

function findSecond(message: StoredMessage, ledger: SecondsLedger, taken: ReadonlySet<number>): number {
  let second = ledger.nextFree(message.alias, message.timestamp);
  while (taken.has(second)) second = ledger.nextFree(message.alias, second + 1);
  return second;
}

function describeCrowd(maxShiftSeconds: number): string {
  return (
    `The platform takes one value per alias and second; this second and the ${maxShiftSeconds} after it were taken. ` +
    'Send this alias less often.'
  );
}
