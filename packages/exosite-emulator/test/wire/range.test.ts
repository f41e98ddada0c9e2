import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideRange, matchesIfRange } from '../../src/wire/range.ts';

describe('decideRange', () => {
  test.each([
    ['bytes=0-15', { kind: 'part', first: 0, last: 15 }],
    ['bytes=90-', { kind: 'part', first: 90, last: 99 }],
    ['bytes=-16', { kind: 'part', first: 84, last: 99 }],
    ['bytes=-500', { kind: 'part', first: 0, last: 99 }],
    ['bytes=50-5000', { kind: 'part', first: 50, last: 99 }],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=5-4', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['lines=0-1', { kind: 'whole' }],
    [undefined, { kind: 'whole' }],
  ])('%s of 100 bytes (exosite 3.4)', (header, decision) => {
    expect(decideRange(header, 100)).toEqual(decision);
  });

  test('nothing of an empty blob can be asked for', () => {
    expect(decideRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
    expect(decideRange('bytes=-5', 0)).toEqual({ kind: 'unsatisfiable' });
  });

  test('a part never leaves the blob', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(fc.nat()), fc.nat(1000), (from, to, size) => {
        const decision = decideRange(`bytes=${from}-${to ?? ''}`, size);
        if (decision.kind !== 'part') return;
        expect(decision.first).toBe(from);
        expect(decision.last).toBeGreaterThanOrEqual(from);
        expect(decision.last).toBeLessThan(size);
      }),
    );
  });
});

test('If-Range matches the ETag or the date of this very blob', () => {
  const date = 'Fri, 15 Aug 2014 07:38:28 GMT';
  expect([undefined, '"a"', date, '"b"', 'W/"a"'].map((header) => matchesIfRange(header, '"a"', date))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
