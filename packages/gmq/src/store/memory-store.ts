import { formatLaneKey } from '../identity.ts';
import { sizeOfMessage } from '../message.ts';
import type { ClientTotal, DeadLetter, MessageStore, SecondsRun, StoreChange, StoredClient } from '../store.ts';
import { sequenceOf } from '../priority.ts';
import type { StoredMessage } from '../store.ts';
import type { Anchor } from '../time/anchor.ts';

/**
 * A store in memory, for tests and for gateways that have no disk worth writing to. It keeps its content over
 * `close` and `open`, and loses it with the process: what it acknowledges is not durable.
 */
export function createMemoryStore(): MessageStore {
  const clients: StoredClient[] = [];
  const messages = new Map<number, Map<number, StoredMessage>>();
  const sending = new Map<number, { readonly firstId: number; readonly lastId: number }>();
  const seconds = new Map<number, Map<string, SecondsRun>>();
  const dead: DeadLetter[] = [];
  let deadId = 0;
  let anchor: Anchor | undefined;

  const messagesOf = (clientId: number): Map<number, StoredMessage> => ensure(messages, clientId);
  const sorted = (clientId: number): StoredMessage[] => [...messagesOf(clientId).values()].sort((a, b) => a.id - b.id);

  function bury(change: Extract<StoreChange, { kind: 'bury' }>): void {
    const message = messagesOf(change.clientId).get(change.id);
    const client = clients.find((known) => known.id === change.clientId);
    if (message === undefined || client === undefined) return;
    messagesOf(change.clientId).delete(change.id);
    const { alias, value, asked } = message;
    const { reason, at } = change;
    dead.push({ id: ++deadId, client: client.identity, alias, value, timestamp: asked, reason, at });
  }

  function update(change: Extract<StoreChange, { kind: 'update' }>): void {
    const message = messagesOf(change.clientId).get(change.id);
    if (message === undefined) return;
    const { timestamp, fate, conflicts } = change;
    messagesOf(change.clientId).set(change.id, { ...message, timestamp, fate, conflicts });
  }

  function retime(change: Extract<StoreChange, { kind: 'retime' }>): void {
    const { clientId, id, timestamp, asked, wall, expires } = change;
    const times = { timestamp, asked, wall, ...(expires === undefined ? {} : { expires }) };
    const message = messagesOf(clientId).get(id);
    if (message !== undefined) messagesOf(clientId).set(id, { ...message, ...times });
  }

  function apply(change: StoreChange): void {
    switch (change.kind) {
      case 'add':
        messagesOf(change.message.clientId).set(change.message.id, change.message);
        break;
      case 'sending':
        sending.set(change.clientId, { firstId: change.firstId ?? 0, lastId: change.lastId });
        break;
      case 'answered':
        sending.delete(change.clientId);
        break;
      case 'remove':
        messagesOf(change.clientId).delete(change.id);
        break;
      case 'update':
        update(change);
        break;
      case 'bury':
        bury(change);
        break;
      case 'trimDead':
        dead.splice(0, dead.length - countKept(dead, change));
        break;
      case 'retime':
        retime(change);
        break;
      case 'anchor':
        anchor = change.anchor;
        break;
      case 'removeDead':
        dead.splice(0, dead.length, ...dead.filter(({ id }) => id !== change.id));
        break;
      case 'useSeconds':
        ensure(seconds, change.clientId).set(change.run.alias, change.run);
        break;
      case 'forgetSeconds':
        ensure(seconds, change.clientId).delete(change.alias);
        break;
    }
  }

  return {
    open() {
      for (const [clientId, { firstId, lastId }] of sending) {
        for (const message of sorted(clientId)) {
          if (message.id < firstId || message.id > lastId) continue;
          messagesOf(clientId).set(message.id, { ...message, fate: 'maybeRecorded' });
        }
      }
      sending.clear();
      return Promise.resolve();
    },
    close() {
      // What it holds stays for the next open.
    },
    clients: () => [...clients],
    ensureClient(identity) {
      const key = formatLaneKey(identity);
      const known = clients.find((client) => formatLaneKey(client.identity) === key);
      if (known !== undefined) return known;
      const added = { id: clients.length + 1, identity, ...('cik' in identity ? { cik: identity.cik } : {}) };
      clients.push(added);
      return added;
    },
    saveCik(clientId, cik) {
      const index = clients.findIndex((client) => client.id === clientId);
      const client = clients[index];
      if (client === undefined) return;
      clients[index] = { id: client.id, identity: client.identity, ...(cik === undefined ? {} : { cik }) };
    },
    commit(changes) {
      for (const change of changes) apply(change);
    },
    head(clientId, limits) {
      const { afterId = -Infinity, maxMessages } = limits;
      const boot = { id: 1, isThis: true, ...(anchor === undefined ? {} : { anchor }) };
      const after = sorted(clientId).filter(({ id }) => id > afterId);
      const taken = after.slice(0, maxMessages).map((message) => ({ ...message, boot }));
      let bytes = 0;
      const end = taken.findIndex((m, i) => (bytes += m.value.byteLength) > limits.maxBytes && i > 0);
      return end === -1 ? taken : taken.slice(0, end);
    },
    lastId: () => Math.max(0, ...[...messages.values()].flatMap((lane) => [...lane.keys()].map(sequenceOf))),
    anchor: () => anchor,
    totals: () =>
      [...messages.keys()].map((clientId) => total(clientId, sorted(clientId))).filter((t) => t.messages > 0),
    seconds: (clientId) => [...ensure(seconds, clientId).values()],
    deadLetters: (limit) => dead.slice(-limit).reverse(),
    countDead: () => dead.length,
    freeBytes: () => Promise.resolve(Infinity),
  };
}

function ensure<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key) ?? new Map<L, V>();
  maps.set(key, known);
  return known;
}

function total(clientId: number, lane: readonly StoredMessage[]): ClientTotal {
  const bytes = lane.reduce((sum, message) => sum + sizeOfMessage(message.alias, message.value), 0);
  return { clientId, messages: lane.length, bytes };
}

/** How many of the newest letters stay. */
function countKept(dead: readonly DeadLetter[], { keep, keepBytes }: { keep: number; keepBytes: number }): number {
  let bytes = 0;
  const firstGone = dead.toReversed().findIndex(({ value }, index) => {
    bytes += value.length;
    return index >= keep || bytes > keepBytes;
  });
  return firstGone === -1 ? dead.length : firstGone;
}
