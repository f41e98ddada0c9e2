import { GmqError } from './errors.ts';

/** Bounds of everything that waits in a queue. */
export interface BudgetLimits {
  readonly maxMessages: number;
  /** Values, aliases and 64 bytes per message. */
  readonly maxBytes: number;
  /** What a refused caller is told to wait, in milliseconds. */
  readonly fullRetryAfterMs: number;
}

/** Keeps count of what waits, over all clients. */
export interface Budget {
  readonly messages: number;
  readonly bytes: number;
  /** Takes room for messages, or throws GmqError `GMQ_FULL` and takes none. */
  take(messages: number, bytes: number): void;
  /** By how much these messages are too many. */
  excess(messages: number, bytes: number): { readonly messages: number; readonly bytes: number };
  /** Counts what is there already, over the bounds or not. */
  add(messages: number, bytes: number): void;
  /** Gives room back. */
  release(messages: number, bytes: number): void;
}

/** An empty budget. */
export function createBudget(limits: BudgetLimits): Budget {
  let messages = 0;
  let bytes = 0;
  const add = (moreMessages: number, moreBytes: number): void => {
    messages += moreMessages;
    bytes += moreBytes;
  };
  return {
    get messages() {
      return messages;
    },
    get bytes() {
      return bytes;
    },
    add,
    excess: (moreMessages, moreBytes) => ({
      messages: Math.max(0, messages + moreMessages - limits.maxMessages),
      bytes: Math.max(0, bytes + moreBytes - limits.maxBytes),
    }),
    take(moreMessages, moreBytes) {
      if (messages + moreMessages <= limits.maxMessages && bytes + moreBytes <= limits.maxBytes) {
        add(moreMessages, moreBytes);
        return;
      }
      throw new GmqError(
        `The queue is full: ${messages} messages of ${bytes} bytes wait, ` +
          `${limits.maxMessages} messages or ${limits.maxBytes} bytes are the bound. ` +
          'Nothing was taken. Try again once the platform can be reached.',
        { code: 'GMQ_FULL', retryAfterMs: limits.fullRetryAfterMs },
      );
    },
    release(fewerMessages, fewerBytes) {
      add(-fewerMessages, -fewerBytes);
    },
  };
}
