import type { Fault } from '@gateway-engine/exosite-emulator';
import fc from 'fast-check';

/** What happens next. */
export type Step =
  /** An application records at a time of its own, which no other value of the alias has. */
  | { readonly kind: 'record'; readonly alias: 'a' | 'b'; readonly ahead: number }
  /** An application records several values for one and the same second: all but one have to move. */
  | { readonly kind: 'crowd'; readonly values: number }
  /** An application writes, as of now. */
  | { readonly kind: 'write' }
  /** The platform misbehaves towards the next requests. */
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'offline' }
  | { readonly kind: 'online' }
  /** The queue ends in good order and starts again. */
  | { readonly kind: 'restart' }
  /** Time passes in which the queue may deliver. */
  | { readonly kind: 'pause'; readonly ms: number };

const DATA = '/onep:v1/stack';

const scope = fc.record({
  path: fc.constant(DATA),
  skip: fc.integer({ min: 0, max: 2 }),
  count: fc.integer({ min: 1, max: 3 }),
});

const effect = fc.oneof(
  fc.constantFrom({ kind: 'reset' }, { kind: 'resetBefore' }, { kind: 'noAnswer' } as const),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(401, 429, 500, 502, 503) }),
  fc.record({ kind: fc.constant('delay' as const), delayMs: fc.integer({ min: 1, max: 150 }) }),
  fc.record({ kind: fc.constant('truncateBody' as const), afterBytes: fc.integer({ min: 0, max: 5 }) }),
);

const fault = fc.tuple(effect, scope).map(([what, where]): Fault => ({ ...what, ...where })); // both halves of one

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      alias: fc.constantFrom('a' as const, 'b' as const),
      ahead: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crowd' as const), values: fc.integer({ min: 2, max: 4 }) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'write' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('fault' as const), fault }) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'offline' } as const, { kind: 'online' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause' as const), ms: fc.integer({ min: 0, max: 20 }) }) },
);

/** What a run is given: the steps, and how immediate writes are forwarded. */
export const schedule: fc.Arbitrary<readonly [readonly Step[], 'write' | 'record']> = fc.tuple(
  fc.array(step, { minLength: 1, maxLength: 30 }),
  fc.constantFrom('write', 'record'),
);
