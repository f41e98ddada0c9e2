import type { ClientIdentity } from './identity.ts';
import type { Anchor } from './time/anchor.ts';
import type { Fate } from './upstream.ts';

/** An identity the store knows. */
export interface StoredClient {
  readonly id: number;
  readonly identity: ClientIdentity;
  /** The CIK it was activated with; for a bare CIK that CIK itself. */
  readonly cik?: string;
}

/** A message as it is stored. */
export interface StoredMessage {
  readonly clientId: number;
  /** Grows within a client and a priority in the order of the requests; more urgent ones lie below 0. */
  readonly id: number;
  readonly alias: string;
  readonly value: Uint8Array;
  /** Epoch seconds at which it is to be recorded. */
  readonly timestamp: number;
  /** Epoch seconds asked for; `timestamp` is later if that second was taken. */
  readonly asked: number;
  /** True if the application gave the time, false if it is this machine's time of the request. */
  readonly given: boolean;
  readonly fate: Fate;
  /** How often the second it was sent with turned out to be taken. */
  readonly conflicts: number;
  /** Milliseconds of this machine's monotonic clock when it came. */
  readonly monoMs: number;
  /** Epoch seconds of this machine's clock when it came; undefined where that is not known. */
  readonly wall?: number;
  /** Epoch seconds of the same clock from which on it is worth nothing any more. */
  readonly expires?: number;
  /** The boot in which it came. Missing in a message that is added: this one. */
  readonly boot?: StoredBoot;
}

/** A boot of the machine, as the store knows it. */
export interface StoredBoot {
  /** The store's own number for it. */
  readonly id: number;
  /** True for the boot in which the store is open. */
  readonly isThis: boolean;
  /** What was learnt of the platform's time in it. */
  readonly anchor?: Anchor;
}

/** The run of consecutive seconds last used for an alias: what tells which second is free without asking. */
export interface SecondsRun {
  readonly alias: string;
  readonly first: number;
  readonly last: number;
}

/** A message that can never be delivered, kept for people. */
export interface DeadLetter {
  readonly id: number;
  readonly client: ClientIdentity;
  readonly alias: string;
  readonly value: Uint8Array;
  /** Epoch seconds asked for. */
  readonly timestamp: number;
  readonly reason: string;
  /** Milliseconds since the epoch when it was given up. */
  readonly at: number;
}

/** What waits for one client. */
export interface ClientTotal {
  readonly clientId: number;
  readonly messages: number;
  readonly bytes: number;
}

/** One change. Changes committed together become durable together or not at all. */
export type StoreChange =
  | { readonly kind: 'add'; readonly message: StoredMessage }
  /** Everything of the client from `firstId` (default 0) to `lastId` is about to be sent: after a crash its fate is unknown. */
  | { readonly kind: 'sending'; readonly clientId: number; readonly firstId?: number; readonly lastId: number }
  /** The answer for what was being sent has been dealt with. */
  | { readonly kind: 'answered'; readonly clientId: number }
  | { readonly kind: 'remove'; readonly clientId: number; readonly id: number }
  | {
      readonly kind: 'update';
      readonly clientId: number;
      readonly id: number;
      readonly timestamp: number;
      readonly fate: Fate;
      readonly conflicts: number;
    }
  /** Puts the times of a message right: the platform's time has become known (design 4.6). */
  | {
      readonly kind: 'retime';
      readonly clientId: number;
      readonly id: number;
      readonly timestamp: number;
      readonly asked: number;
      readonly wall: number;
      readonly expires?: number;
    }
  /** What is known of the platform's time in this boot. */
  | { readonly kind: 'anchor'; readonly anchor: Anchor }
  /** Moves the message to the dead letters. */
  | {
      readonly kind: 'bury';
      readonly clientId: number;
      readonly id: number;
      readonly reason: string;
      readonly at: number;
    }
  /** Keeps only the newest dead letters: so many, with values of so many bytes together. */
  | { readonly kind: 'trimDead'; readonly keep: number; readonly keepBytes: number }
  /** Takes one dead letter away. */
  | { readonly kind: 'removeDead'; readonly id: number }
  | { readonly kind: 'useSeconds'; readonly clientId: number; readonly run: SecondsRun }
  | { readonly kind: 'forgetSeconds'; readonly clientId: number; readonly alias: string };

/** How much of a lane's head to read. */
export interface HeadLimits {
  readonly maxMessages: number;
  /** Of values; the first message is read whatever its size. */
  readonly maxBytes: number;
  /** Only messages with a greater id. Default: all. */
  readonly afterId?: number;
}

/**
 * Where messages, identities and dead letters lie. One writer. Everything but `open` is synchronous: what has
 * returned is durable in the sense of the implementation. Failures are GmqErrors (`GMQ_STORE_…`).
 */
export interface MessageStore {
  /** Opens it; what was being sent when it was last open is from now on `maybeRecorded`. */
  open(): Promise<void>;
  /** Closes it. Does nothing if it is closed. */
  close(): void;
  clients(): readonly StoredClient[];
  /** The stored client of an identity; an unknown one is added durably. */
  ensureClient(identity: ClientIdentity): StoredClient;
  /** Keeps or forgets a client's CIK, durably. */
  saveCik(clientId: number, cik: string | undefined): void;
  /** Makes all changes durable in one step, or none of them and throws. */
  commit(changes: readonly StoreChange[]): void;
  /**
   * The same while the caller's thread goes on: the changes can be read at once, and are durable when the promise
   * resolves. If it rejects, no message of them is there, and what they removed is there again. One at a time, with nothing but reads, `ensureClient` and
   * `saveCik` meanwhile. A store whose `commit` never takes long needs none.
   */
  commitAside?(changes: readonly StoreChange[]): Promise<void>;
  /** The messages of a client that are to leave first, in order: by priority, then by age. */
  head(clientId: number, limits: HeadLimits): readonly StoredMessage[];
  /** The newest message's place in the order of requests, whatever its priority; 0 if there is none. */
  lastId(): number;
  totals(): readonly ClientTotal[];
  seconds(clientId: number): readonly SecondsRun[];
  /** The newest dead letters first. */
  deadLetters(limit: number): readonly DeadLetter[];
  countDead(): number;
  /** What is known of the platform's time in this boot. */
  anchor(): Anchor | undefined;
  /** Bytes that are free where it lies. */
  freeBytes(): Promise<number>;
}
