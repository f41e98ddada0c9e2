import { requestAnswered } from '../channels.ts';
import { type DeviceIdentity } from '../identity.ts';
import { createListeners } from '../listeners.ts';

/** One finished request. Never holds a credential. */
export interface RequestEntry {
  /** Counts all requests since the emulator was created, from 1. */
  readonly id: number;
  /** Epoch milliseconds of the platform's clock when the request arrived. */
  readonly at: number;
  /** How long it took in milliseconds, from the head of the request to the end of the answer. */
  readonly durationMs: number;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** The raw query, empty if there is none. */
  readonly query: string;
  /** Status of the answer; 0 if none was sent. */
  readonly status: number;
  /** Bytes that came over the connection for this request: head and body. */
  readonly bytesIn: number;
  /** Bytes that went out for it: head and body. */
  readonly bytesOut: number;
  /** Who asked, where that is known. */
  readonly device?: DeviceIdentity;
  /** Why a request was refused, in words. */
  readonly note?: string;
  /** Kind of the injected fault that met it. */
  readonly fault?: string;
}

/** A ring of the latest requests. */
export interface RequestLog {
  add(entry: Omit<RequestEntry, 'id'>): void;
  entries(): readonly RequestEntry[];
  /** Calls back for every finished request. Returns the function that ends it. */
  onRequest(listener: (entry: RequestEntry) => void): () => void;
}

/** An empty log of at most `maxRequests` entries. */
export function createRequestLog(maxRequests: number): RequestLog {
  const entries: RequestEntry[] = [];
  const listeners = createListeners<RequestEntry>();
  let lastId = 0;
  return {
    add(finished) {
      lastId += 1;
      const entry = { id: lastId, ...finished };
      entries.push(entry);
      if (entries.length > maxRequests) entries.shift();
      if (requestAnswered.hasSubscribers) requestAnswered.publish(entry);
      listeners.emit(entry);
    },
    entries: () => [...entries],
    onRequest: (listener) => listeners.add(listener),
  };
}
