import type { QueuePolicies } from '../options.ts';
import type { StoreChange, StoredMessage } from '../store.ts';
import { decideShift } from '../time/anchor.ts';
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
  /** Messages that become dead letters: no second was free for them. */
  readonly crowded: readonly { readonly message: StoredMessage; readonly reason: string }[];
  /** Messages that gave way to another one of their second. */
  readonly superseded: readonly StoredMessage[];
  /** How many messages had the time of a wrong clock. */
  readonly retimed: number;
  readonly changes: readonly StoreChange[];
}

/** What decides about values of the same second. */
export interface ComposeRules {
  readonly maxShiftSeconds: number;
  readonly sameSecond: Required<QueuePolicies>['sameSecond'];
}

/**
 * Gives every message of a lane's head its second. First the times of a wrong clock are put right (design 4.6). Then
 * no alias has a second twice, in this batch or against what was delivered before; a message whose second is taken
 * moves to the next free one, at most `maxShiftSeconds` from the time asked for, or gives way, as `sameSecond` says. A
 * message that may have been recorded keeps its second whatever happens: that is what makes sending it again
 * harmless. In order of the requests, so that a later value never gets an earlier second of its alias than one
 * shifted before it.
 */
export function composeBatch(
  head: readonly StoredMessage[],
  ledger: SecondsLedger,
  rules: ComposeRules,
  now: number,
): Composition {
  const changes: StoreChange[] = [];
  const timed = head.map((message) => putRight(message, changes));
  const retimed = changes.length;
  const { kept, superseded } = settleSameSecond(timed, rules.sameSecond);
  for (const { clientId, id } of superseded) changes.push({ kind: 'remove', clientId, id });

  const taken = new Map<string, Set<number>>();
  const secondsOf = (alias: string): Set<number> => {
    const seconds = taken.get(alias) ?? new Set();
    taken.set(alias, seconds);
    return seconds;
  };
  for (const message of kept) if (message.fate !== 'unsent') secondsOf(message.alias).add(message.timestamp);

  const placed: Placed[] = [];
  const crowded: { message: StoredMessage; reason: string }[] = [];
  for (const message of kept) {
    const { clientId, id, alias, value, fate, conflicts } = message;
    const timestamp = fate === 'unsent' ? findSecond(message, ledger, secondsOf(alias)) : message.timestamp;
    const fault = fate === 'unsent' ? findFault(message, timestamp, rules) : undefined;
    if (fault?.kind === 'giveWay') {
      superseded.push(message);
      changes.push({ kind: 'remove', clientId, id });
      continue;
    }
    if (fault !== undefined) {
      crowded.push({ message, reason: fault.reason });
      changes.push({ kind: 'bury', clientId, id, reason: fault.reason, at: now });
      continue;
    }
    secondsOf(alias).add(timestamp);
    if (timestamp !== message.timestamp) changes.push({ kind: 'update', clientId, id, timestamp, fate, conflicts });
    placed.push({ message, record: { alias, timestamp, value, fate } });
  }
  const [first, last] = [placed[0]?.message, placed.at(-1)?.message];
  if (first !== undefined && last !== undefined) {
    changes.push({ kind: 'sending', clientId: last.clientId, firstId: first.id, lastId: last.id });
  }
  return { placed, crowded, superseded, retimed, changes };
}

/** Moves the times of a message to where the platform's time and its monotonic stamp say that it came. */
function putRight(message: StoredMessage, changes: StoreChange[]): StoredMessage {
  const { clientId, id, asked, wall, expires, timestamp } = message;
  const shift = message.fate === 'maybeRecorded' ? 0 : decideShift(message, message.boot?.anchor);
  if (shift === 0 || wall === undefined) return message;
  const times = {
    timestamp: timestamp + shift,
    asked: asked + shift,
    wall: wall + shift,
    ...(expires === undefined ? {} : { expires: expires + shift }),
  };
  changes.push({ kind: 'retime', clientId, id, ...times });
  return { ...message, ...times };
}

/** Of messages that wait together for one second, `last` and `first` keep one. What may be recorded is left alone. */
function settleSameSecond(
  messages: readonly StoredMessage[],
  sameSecond: ComposeRules['sameSecond'],
): { readonly kept: readonly StoredMessage[]; readonly superseded: StoredMessage[] } {
  if (sameSecond === 'shift' || sameSecond === 'reject') return { kept: messages, superseded: [] };
  const keepers = new Map<string, StoredMessage>();
  const keyOf = ({ alias, timestamp }: StoredMessage): string => `${timestamp} ${alias}`;
  for (const message of messages) {
    if (message.fate !== 'unsent') continue;
    if (sameSecond === 'last' || !keepers.has(keyOf(message))) keepers.set(keyOf(message), message);
  }
  const isKept = (message: StoredMessage): boolean =>
    message.fate !== 'unsent' || keepers.get(keyOf(message)) === message;
  return { kept: messages.filter(isKept), superseded: messages.filter((message) => !isKept(message)) };
}

function findSecond(message: StoredMessage, ledger: SecondsLedger, taken: ReadonlySet<number>): number {
  let second = ledger.nextFree(message.alias, message.timestamp);
  while (taken.has(second)) second = ledger.nextFree(message.alias, second + 1);
  return second;
}

/** Why a message does not go out: it gives way, or it becomes a dead letter with this reason. */
type Fault = { readonly kind: 'giveWay' } | { readonly kind: 'bury'; readonly reason: string };

/** Why a message cannot go out at the second found for it; undefined if it can. */
function findFault(message: StoredMessage, timestamp: number, rules: ComposeRules): Fault | undefined {
  const isTaken = timestamp !== message.timestamp;
  if (isTaken && rules.sameSecond === 'first') return { kind: 'giveWay' };
  if (isTaken && rules.sameSecond === 'reject') {
    return { kind: 'bury', reason: 'Its alias has a value in this second already, and sameSecond is "reject".' };
  }
  if (timestamp - message.asked <= rules.maxShiftSeconds) return undefined;
  const reason =
    'The platform takes one value per alias and second; ' +
    `this second and the ${rules.maxShiftSeconds} after it were taken. Send this alias less often.`;
  return { kind: 'bury', reason };
}
