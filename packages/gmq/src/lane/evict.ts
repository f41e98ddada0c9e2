import { GmqError } from '../errors.ts';
import { sizeOfMessage } from '../message.ts';
import { bandStart, MAX_PRIORITY, priorityOf } from '../priority.ts';
import type { StoreChange, StoredMessage } from '../store.ts';
import { letGo, noteDropped, type LaneContext, type LaneState } from './state.ts';

/** Messages that give way, in one commit with those that come. */
export interface Eviction {
  readonly changes: readonly StoreChange[];
  /** The commit is durable. */
  done(): void;
  /** It has failed: they are still there. */
  undo(): void;
}

const NOTHING: Eviction = { changes: [], done: () => undefined, undo: () => undefined };

/**
 * Makes room for messages where the queue is full and told to drop the oldest; else it does nothing, and taking the
 * room refuses. With too little free disk the room comes from messages too: their pages are used again.
 * @throws GmqError `GMQ_FULL` if the disk is short and nothing may give way.
 */
export function makeRoom(context: LaneContext, messages: number, bytes: number): Eviction {
  const isShort = context.freeSpace.isShort();
  const mayDrop = context.policies.whenFull === 'dropOldest';
  if (isShort && !mayDrop) throw diskIsShort(context);
  if (!mayDrop) return NOTHING;
  const need = isShort ? { messages, bytes } : context.budget.excess(messages, bytes);
  return need.messages > 0 || need.bytes > 0 ? evict(context, need) : NOTHING;
}

function evict(context: LaneContext, need: { readonly messages: number; readonly bytes: number }): Eviction {
  const victims = new Map<LaneState, StoredMessage[]>();
  let { messages, bytes } = need;
  // Whoever has most in the queue gives way first; ever fewer lanes are left to look at.
  const lanes = [...context.states].filter(({ durable }) => durable > 0).sort((a, b) => b.bytes - a.bytes);
  for (const lane of lanes) {
    while (messages > 0 || bytes > 0) {
      const oldest = readOldest(context, lane);
      if (oldest === undefined) break;
      lane.leaving.add(oldest.id);
      lane.evictedUpTo = oldest.id;
      victims.set(lane, [...(victims.get(lane) ?? []), oldest]);
      messages -= 1;
      bytes -= sizeOfMessage(oldest.alias, oldest.value);
    }
  }
  const chosen = [...victims].flatMap(([lane, list]) => list.map((message) => ({ lane, message })));
  const free = (sign: 1 | -1): void => {
    for (const { message } of chosen) {
      const size = sizeOfMessage(message.alias, message.value);
      if (sign > 0) context.budget.release(1, size);
      else context.budget.add(1, size);
    }
  };
  const arrive = (): void => {
    free(-1);
    for (const { lane, message } of chosen) lane.leaving.delete(message.id);
  };
  // The room is given away at once: nobody else may count on it while the commit is on its way.
  free(1);
  return {
    changes: chosen.map(({ message: { clientId, id } }) => ({ kind: 'remove', clientId, id })),
    done() {
      arrive();
      for (const [lane, list] of victims) {
        letGo(context, lane, list);
        noteDropped(context, lane, list.length, 'evicted');
      }
    },
    undo() {
      arrive();
      for (const lane of victims.keys()) lane.evictedUpTo = -Infinity;
    },
  };
}

/** The oldest message of the lowest priority that is neither under way nor leaving already. */
function readOldest(context: LaneContext, lane: LaneState): StoredMessage | undefined {
  for (let priority = 0; priority <= MAX_PRIORITY; priority += 1) {
    const passed = [lane.inFlight?.lastId ?? -Infinity, lane.evictedUpTo].filter((id) => priorityOf(id) === priority);
    let afterId = Math.max(bandStart(priority), ...passed);
    for (;;) {
      const [next] = context.store.head(lane.client.id, { maxMessages: 1, maxBytes: 1, afterId });
      if (next === undefined || priorityOf(next.id) !== priority) break;
      if (!lane.leaving.has(next.id)) return next;
      afterId = next.id;
    }
  }
  return undefined;
}

function diskIsShort({ limits }: LaneContext): GmqError {
  return new GmqError(
    `The queue counts as full: less than ${limits.minFreeBytes} bytes are free on its disk. ` +
      'Nothing was taken. Make room on the disk, or try again once the platform can be reached.',
    { code: 'GMQ_FULL', retryAfterMs: limits.fullRetryAfterMs },
  );
}
