import { requestAnswered } from '../channels.ts';
import { type DeviceIdentity } from '../identity.ts';

/** One finished request. Never holds a credential. */
export interface RequestEntry {
  /** Epoch milliseconds of the platform's clock when the request arrived. */
  readonly at: number;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** The raw query, empty if there is none. */
  readonly query: string;
  /** Status of the answer; 0 if none was sent. */
  readonly status: number;
  /** Who asked, where that is known. */
  readonly device?: DeviceIdentity;
  /** Why a request was refused, in words. */
  readonly note?: string;
  /** Kind of the injected fault that met it. */
  readonly fault?: string;
}

/** A ring of the latest requests. */
export interface RequestLog {
  add(entry: RequestEntry): void;
  entries(): readonly RequestEntry[];
}

/** An empty log of at most `maxRequests` entries. */
export function createRequestLog(maxRequests: number): RequestLog {
  const entries: RequestEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > maxRequests) entries.shift();
      if (requestAnswered.hasSubscribers) requestAnswered.publish(entry);
    },
    entries: () => [...entries],
  };
}
