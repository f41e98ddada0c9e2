import type { ClientIdentity } from './identity.ts';

/** One value at one second of one alias, on its way to the platform. */
export interface DeliveryRecord {
  readonly alias: string;
  /** Epoch seconds. The same for every attempt, unless the platform has said that the second is taken. */
  readonly timestamp: number;
  readonly value: Uint8Array;
  /**
   * What earlier attempts may have left on the platform: nothing; this very record (a `record` without answer);
   * or the value at the platform's own time (a `write` without answer).
   */
  readonly fate: Fate;
}

/** See {@link DeliveryRecord.fate}. */
export type Fate = 'unsent' | 'maybeRecorded' | 'maybeWritten';

/** Records of one client, in the order in which they came. No alias has the same second twice. */
export interface DeliveryBatch {
  readonly client: ClientIdentity;
  readonly records: readonly DeliveryRecord[];
}

/** What became of one record, or of one immediate write as a whole. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'retry';
      /** For people: what went wrong. Contains no CIK and no value. */
      readonly reason: string;
      /** The platform asked to wait this long, in milliseconds. */
      readonly afterMs?: number;
      /** True if the platform may have acted on it all the same. */
      readonly uncertain: boolean;
      /** True if nothing was reached at all: whoever gets through first tells that a new attempt makes sense. */
      readonly offline?: boolean;
    }
  | { readonly kind: 'rejected'; readonly reason: string }
  | {
      /** The second is taken on the platform (exosite 2.5). */
      readonly kind: 'conflict';
      /** True if it is known that an earlier attempt of this record is not what took it. */
      readonly foreign?: boolean;
    };

/** One immediate write: all values get the platform's time of receipt (exosite 2.1). */
export interface WriteBatch {
  readonly client: ClientIdentity;
  readonly values: readonly (readonly [alias: string, value: Uint8Array])[];
}

/** What every upstream call is given. */
export interface UpstreamCall {
  readonly signal: AbortSignal;
  /** How long one request may take, in milliseconds. A call of several requests may take several times that. */
  readonly timeoutMs: number;
}

/**
 * Where a queue delivers to. The queue knows no protocol, an upstream knows no queue.
 *
 * A call resolves with what happened, failures included. It rejects only when its signal aborts or when something
 * unforeseen breaks; the queue then takes the outcome of everything in the call as unknown and tries again.
 */
export interface Upstream {
  /** Delivers records at their own time, so that a repeat overwrites itself. One outcome per record, same order. */
  deliver(batch: DeliveryBatch, call: UpstreamCall): Promise<readonly DeliveryOutcome[]>;
  /** Delivers values as of now. Without it, an immediate write is delivered as records at the time of the request. */
  write?(batch: WriteBatch, call: UpstreamCall): Promise<DeliveryOutcome>;
  /**
   * Makes the platform issue a credential for the client and keeps it. Resolves with it, or with the reason why there
   * is none. Only for platforms that have such a thing (exosite 3.1).
   */
  activate?(client: ClientIdentity, call: UpstreamCall): Promise<Activation>;
  /**
   * The platform's clock. Asked for before the first records of a boot leave, if nothing was heard of it before:
   * a gateway without a battery starts in 1970 (design 4.6). Without it, and without `watchTime`, times stay as they are.
   */
  time?(call: UpstreamCall): Promise<PlatformTime>;
  /**
   * Tells the queue the platform's time whenever an answer says it: milliseconds since the epoch, cut to the second
   * or exact, and how long the request took. Returns the function that ends it.
   */
  watchTime?(tell: (epochMs: number, roundTripMs: number) => void): () => void;
  /** The latest values of the client's aliases, for applications that read (exosite 2.2). */
  read?(client: ClientIdentity, aliases: readonly string[], call: UpstreamCall): Promise<ReadOutcome>;
  /** Called once when the queue stops, after its last call has ended and while the store is still open. */
  stop?(): Promise<void>;
}

/** See {@link Upstream.time}. */
export type PlatformTime =
  /** Milliseconds since the epoch. */
  | { readonly kind: 'known'; readonly epochMs: number }
  /** The platform answers, but not with its time: records leave at the times they have. */
  | { readonly kind: 'unknown' }
  /** No answer: records wait. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number; readonly offline?: boolean };

/** See {@link Upstream.read}. */
export type ReadOutcome =
  /** In the order asked for; aliases without data are left out. */
  | { readonly kind: 'values'; readonly values: ReadonlyMap<string, string> }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing could be reached, or there is no valid credential. */
  | { readonly kind: 'offline'; readonly reason: string };

/** See {@link Upstream.activate}. */
export type Activation =
  | { readonly kind: 'activated'; readonly cik: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly offline?: boolean };
