import { GmqError } from './errors.ts';
import { findIdentityFault, type ClientIdentity } from './identity.ts';
import { MAX_PRIORITY } from './priority.ts';

/** What may be sent: text goes out as UTF-8, bytes go out as they are. */
export type Value = string | Uint8Array;

/** One value of one alias, to be recorded. */
export interface Message {
  readonly client: ClientIdentity;
  readonly alias: string;
  readonly value: Value;
  /** Epoch seconds. Default: the second in which it is enqueued. */
  readonly timestamp?: number;
  /** From 0 to 9; a higher one leaves before all lower ones of its client. Default 0. */
  readonly priority?: number;
  /** How long it is worth delivering, in milliseconds, rounded up to seconds. Default: as long as `maxAgeMs` says. */
  readonly ttlMs?: number;
}

/** Several values of one client that were written together. */
export interface Write {
  readonly client: ClientIdentity;
  /** Alias and value, in the order written. One alias may come twice: then all are recorded, a second apart. */
  readonly values: readonly (readonly [alias: string, value: Value])[];
}

/** Bounds of one message. */
export interface MessageLimits {
  /** Largest value, in bytes. */
  readonly maxValueBytes: number;
}

/** Longest alias, in bytes of UTF-8. */
export const MAX_ALIAS_BYTES = 1024;

/** Latest time that may be recorded, in epoch seconds (end of the year 9999). Milliseconds lie far beyond it. */
export const MAX_TIMESTAMP = 253_402_300_799;

/** Longest time to live, in milliseconds. */
const MAX_TTL_MS = 100 * 365 * 86_400_000;

/** What a stored message costs beside its alias and value, in bytes: the row's other columns, generously. */
const ROW_OVERHEAD_BYTES = 64;

/** What a message counts against `maxBytes`. */
export function sizeOfMessage(alias: string, value: Uint8Array): number {
  return Buffer.byteLength(alias) + value.byteLength + ROW_OVERHEAD_BYTES;
}

/** The bytes of a value. */
export function toBytes(value: Value): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}

/**
 * Checks what a caller hands in, before anything is stored.
 * @throws TypeError for what no caller may pass; GmqError `GMQ_TOO_LARGE` for a value or alias over its bound.
 */
export function checkMessage(message: Message, limits: MessageLimits): void {
  const fault = findIdentityFault(message.client);
  if (fault !== undefined) throw new TypeError(fault);
  if (message.alias === '') throw new TypeError('A message needs an alias; this one is empty.');
  if (message.timestamp !== undefined && !isTimestamp(message.timestamp)) {
    throw new TypeError(
      `A timestamp is whole epoch seconds between 0 and ${MAX_TIMESTAMP}; found ${message.timestamp}.`,
    );
  }
  const { priority = 0, ttlMs = 1 } = message;
  if (!Number.isInteger(priority) || priority < 0 || priority > MAX_PRIORITY) {
    throw new TypeError(`A priority is a whole number from 0 to ${MAX_PRIORITY}; found ${priority}.`);
  }
  if (!(ttlMs > 0 && ttlMs <= MAX_TTL_MS)) {
    throw new TypeError(`A ttlMs is above 0 and at most ${MAX_TTL_MS} (100 years); found ${ttlMs}.`);
  }
  const aliasBytes = Buffer.byteLength(message.alias);
  if (aliasBytes > MAX_ALIAS_BYTES) throw tooLarge(`An alias of ${aliasBytes} bytes`, MAX_ALIAS_BYTES);
  const valueBytes = typeof message.value === 'string' ? Buffer.byteLength(message.value) : message.value.byteLength;
  if (valueBytes > limits.maxValueBytes) throw tooLarge(`A value of ${valueBytes} bytes`, limits.maxValueBytes);
}

/** True for whole epoch seconds that can be recorded. */
export function isTimestamp(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_TIMESTAMP;
}

function tooLarge(what: string, maxBytes: number): GmqError {
  return new GmqError(`${what} is refused: at most ${maxBytes} bytes are taken. Send less, or raise the limit.`, {
    code: 'GMQ_TOO_LARGE',
  });
}
