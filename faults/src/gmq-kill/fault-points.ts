import type { MessageQueue, MessageStore, StoreChange, Upstream } from '@gateway-engine/gmq';

/** Where a life may end, in the order in which a message passes them. */
export const FAULT_POINTS = [
  /** A group of messages is about to be written. */
  'committing',
  /** It is written, and its fsync is under way in another thread. */
  'syncing',
  /** It is durable, nobody has been told. */
  'committed',
  /** The queue has told the server, the 204 is not on the wire. */
  'answering',
  /** What is about to be sent is marked as such, durably. */
  'marked',
  /** The platform has answered, nothing of it is written down. */
  'answered',
  /** What the answer means is about to be written down. */
  'settling',
  /** It is written down. */
  'settled',
] as const;

/** See {@link FAULT_POINTS}. */
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Called at each point as it is passed; may not return. */
export type Pass = (point: FaultPoint) => void;

/** A store that tells of the points around its commits. */
export function watchStore(store: MessageStore, pass: Pass): MessageStore {
  const commitAside = store.commitAside?.bind(store);
  return {
    ...store,
    commit(changes) {
      const [before, after] = pointsOf(changes);
      pass(before);
      store.commit(changes);
      pass(after);
    },
    ...(commitAside !== undefined && {
      async commitAside(changes) {
        const [before, after] = pointsOf(changes);
        pass(before);
        const durable = commitAside(changes);
        // What was written before the fsync began is written when this thread gets here again.
        await Promise.resolve();
        pass('syncing');
        await durable;
        pass(after);
      },
    }),
  };
}

/** A store whose commits keep the thread busy, so that the queue takes them for those of a slow disk. */
export function slowStore(store: MessageStore, busyMs: number): MessageStore {
  return {
    ...store,
    commit(changes) {
      const end = performance.now() + busyMs;
      while (performance.now() < end);
      store.commit(changes);
    },
  };
}

/** An upstream that tells when the platform has answered. */
export function watchUpstream(upstream: Upstream, pass: Pass): Upstream {
  return {
    ...upstream,
    async deliver(batch, call) {
      const outcomes = await upstream.deliver(batch, call);
      pass('answered');
      return outcomes;
    },
  };
}

/** A queue that tells when it has acknowledged. */
export function watchQueue(queue: MessageQueue, pass: Pass): MessageQueue {
  return {
    ...queue,
    async enqueue(messages, call) {
      await queue.enqueue(messages, call);
      pass('answering');
    },
  };
}

function pointsOf(changes: readonly StoreChange[]): readonly [before: FaultPoint, after: FaultPoint] {
  if (changes.some(({ kind }) => kind === 'answered')) return ['settling', 'settled'];
  return ['committing', changes.some(({ kind }) => kind === 'sending') ? 'marked' : 'committed'];
}
