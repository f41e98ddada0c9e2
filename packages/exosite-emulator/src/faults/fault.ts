import { type DeviceIdentity } from '../identity.ts';

/** Which requests a fault meets. */
export interface FaultScope {
  /**
   * Only requests whose path (without the query) starts with this. Default: every path; `/provision/activate` for
   * `shortCik`, `/provision/download` for `corruptBody`.
   */
  readonly path?: string;
  /** Only this method. Default: every method. */
  readonly method?: string;
  /** Only requests of this device, by its CIK or by what it activates as. Default: everyone. */
  readonly device?: DeviceIdentity;
  /** How many matching requests pass untouched before the fault begins. Default 0. */
  readonly skip?: number;
  /** How many requests it meets; `Infinity` for all to come. Default 1; `Infinity` for `offline`. */
  readonly count?: number;
}

/** One way in which a request can go wrong. */
export type FaultEffect =
  /** Not handled: the connection is reset, as if the platform could not be reached, until the fault is taken away. */
  | { readonly kind: 'offline' }
  /** Not handled: this status instead, with `Retry-After` and a body if given. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number; readonly body?: string }
  /** Handled, then the connection is reset instead of an answer. */
  | { readonly kind: 'reset' }
  /** Not handled: the connection is reset. */
  | { readonly kind: 'resetBefore' }
  /** Handled, but the answer never comes; the connection stays open. */
  | { readonly kind: 'noAnswer' }
  /** Handled; the answer comes this much later. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The answer, head included, comes at this rate. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** The first bytes of the answer, head included, then the connection is reset. */
  | { readonly kind: 'dropAfterBytes'; readonly afterBytes: number }
  /** Full head, then only the first bytes of the body, then the connection ends. */
  | { readonly kind: 'truncateBody'; readonly afterBytes: number }
  /** One byte of the body is another one; without `atByte` the middle one. Without `path` only content downloads. */
  | { readonly kind: 'corruptBody'; readonly atByte?: number }
  /** The body comes in pieces with a pause before each. */
  | { readonly kind: 'slowBody'; readonly chunkBytes: number; readonly pauseMs: number }
  /** `Content-Length` says this, whatever the body has; the connection ends after the body. */
  | { readonly kind: 'wrongContentLength'; readonly contentLength: number }
  /** `Content-Range` says this, whatever was asked. Only answers with status 206. */
  | { readonly kind: 'wrongContentRange'; readonly contentRange: string }
  /** Activation hands out a CIK of this many characters, 39 if not given. */
  | { readonly kind: 'shortCik'; readonly length?: number }
  /** The `Date` head and the body of `/timestamp` are off by this much. */
  | { readonly kind: 'clockSkew'; readonly skewSeconds: number }
  /** Carried out twice, as if the network had repeated the request; the client gets the second answer. */
  | { readonly kind: 'duplicate' };

/** Name of a fault. */
export type FaultKind = FaultEffect['kind'];

/** A fault on command: what goes wrong, and for which requests. */
export type Fault = FaultEffect & FaultScope;

const PATHS: Readonly<Partial<Record<FaultKind, string>>> = {
  shortCik: '/provision/activate',
  corruptBody: '/provision/download',
};

/** The scope with its defaults. */
export function scopeOf(fault: Fault): FaultScope & Required<Pick<FaultScope, 'path' | 'skip' | 'count'>> {
  const { method, device } = fault;
  return {
    path: fault.path ?? PATHS[fault.kind] ?? '',
    skip: fault.skip ?? 0,
    count: fault.count ?? (fault.kind === 'offline' ? Infinity : 1),
    ...(method === undefined ? {} : { method }),
    ...(device === undefined ? {} : { device }),
  };
}
