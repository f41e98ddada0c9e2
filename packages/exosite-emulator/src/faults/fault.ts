/** Which requests a fault meets. */
export interface FaultScope {
  /** Only requests whose path (without the query) starts with this. Default: every path. */
  readonly path?: string;
  /** Only this method. Default: every method. */
  readonly method?: string;
  /** How many matching requests pass untouched before the fault begins. Default 0. */
  readonly skip?: number;
  /** How many requests it meets; `Infinity` for all to come. Default 1. */
  readonly count?: number;
}

/** One way in which a request can go wrong. */
export type FaultEffect =
  /** Not handled: this status instead, with `Retry-After` and a body if given. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number; readonly body?: string }
  /** Handled, then the connection is reset instead of an answer. */
  | { readonly kind: 'reset' }
  /** Not handled: the connection is reset at once. */
  | { readonly kind: 'resetBefore' }
  /** Handled, but the answer never comes; the connection stays open. */
  | { readonly kind: 'noAnswer' }
  /** Handled; the answer comes this much later. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Full head, then only the first bytes of the body, then the connection ends. */
  | { readonly kind: 'truncateBody'; readonly afterBytes: number }
  /** The body comes in pieces with a pause before each. */
  | { readonly kind: 'slowBody'; readonly chunkBytes: number; readonly pauseMs: number }
  /** `Content-Length` says this, whatever the body has; the connection ends after the body. */
  | { readonly kind: 'wrongContentLength'; readonly contentLength: number }
  /** `Content-Range` says this, whatever was asked. Only answers with status 206. */
  | { readonly kind: 'wrongContentRange'; readonly contentRange: string }
  /** Activation hands out a CIK of 39 characters. Without `path` it meets `/provision/activate` only. */
  | { readonly kind: 'shortCik' }
  /** The `Date` head and the body of `/timestamp` are off by this much. */
  | { readonly kind: 'clockSkew'; readonly skewSeconds: number };

/** A fault on command: what goes wrong, and for which requests. */
export type Fault = FaultEffect & FaultScope;

const WHOLE_NUMBERS = [
  'retryAfterSeconds',
  'delayMs',
  'afterBytes',
  'chunkBytes',
  'pauseMs',
  'contentLength',
  'skip',
] as const;

/** An hour: longer than any client waits. */
const MAX_PAUSE_MS = 3_600_000;

/** Throws a TypeError for a fault that makes no sense. */
export function checkFault(fault: Fault): void {
  const numbers: Readonly<Partial<Record<(typeof WHOLE_NUMBERS)[number], number>>> = fault;
  for (const name of WHOLE_NUMBERS) {
    const value = numbers[name];
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 0)) {
      throw new TypeError(`fault.${name} must be a whole number that is not negative, not ${value}`);
    }
  }
  for (const pauseMs of [numbers.delayMs ?? 0, numbers.pauseMs ?? 0]) {
    if (pauseMs > MAX_PAUSE_MS)
      throw new TypeError(`a fault must not wait longer than ${MAX_PAUSE_MS} ms, not ${pauseMs}`);
  }
  const { count = 1 } = fault;
  if (count !== Infinity && (!Number.isSafeInteger(count) || count < 1)) {
    throw new TypeError(`fault.count must be a positive whole number or Infinity, not ${count}`);
  }
  if (fault.kind === 'status' && (!Number.isSafeInteger(fault.status) || fault.status < 200 || fault.status > 599)) {
    throw new TypeError(`fault.status must be between 200 and 599, not ${fault.status}`);
  }
  if (fault.kind === 'slowBody' && fault.chunkBytes === 0) throw new TypeError('fault.chunkBytes must be at least 1');
}
