import { toSeconds } from '../clock.ts';
import { sizeOfMessage, toBytes, type Value } from '../message.ts';
import type { StoredMessage } from '../store.ts';
import type { LaneContext, LaneState } from './state.ts';

/** A value as it comes in. */
export interface Incoming {
  readonly alias: string;
  readonly value: Value;
  /** Epoch seconds given by the application, if it gave them. */
  readonly timestamp?: number | undefined;
}

/** Makes the row of a value. Ids are handed out here: their order is the order of the requests. */
export function createStoredMessage(
  context: LaneContext,
  state: LaneState,
  incoming: Incoming,
  requestedAtMs: number,
): StoredMessage {
  const timestamp = incoming.timestamp ?? toSeconds(requestedAtMs);
  return {
    clientId: state.client.id,
    id: context.nextId(),
    alias: incoming.alias,
    value: toBytes(incoming.value),
    timestamp,
    asked: timestamp,
    given: incoming.timestamp !== undefined,
    fate: 'unsent',
    conflicts: 0,
    monoMs: context.monoMs(),
  };
}

/**
 * Puts messages into the store. Resolves when the group commit that carries them has returned from its fsync:
 * only then may anybody be told that they are safe. Rejects, and takes none, if the queue is full or the store fails.
 */
export async function storeMessages(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
  signal?: AbortSignal,
): Promise<void> {
  const bytes = messages.reduce((sum, message) => sum + sizeOfMessage(message.alias, message.value), 0);
  context.budget.take(messages.length, bytes);
  state.entering += messages.length;
  state.bytes += bytes;
  const changes = messages.map((message) => ({ kind: 'add' as const, message }));
  try {
    await context.commits.submit(changes, signal === undefined ? {} : { signal });
    state.durable += messages.length;
    context.counters.countQueued(messages.length);
  } catch (error) {
    state.bytes -= bytes;
    context.budget.release(messages.length, bytes);
    throw error;
  } finally {
    state.entering -= messages.length;
  }
}
