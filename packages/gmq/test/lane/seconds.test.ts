import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecondsLedger } from '../../src/lane/seconds.ts';

test('finds the first second after a run that was used', () => {
  const ledger = createSecondsLedger([{ alias: 'a', first: 10, last: 12 }]);
  expect([9, 10, 12, 13].map((second) => ledger.nextFree('a', second))).toEqual([9, 13, 13, 13]);
  expect(ledger.nextFree('b', 10)).toBe(10);
});

test('joins neighbours into one run, which is what goes to disk', () => {
  const ledger = createSecondsLedger([]);
  ledger.use('a', 10, 10);
  ledger.use('a', 12, 12);
  expect(ledger.preview('a', 11, 20)).toEqual({ alias: 'a', first: 10, last: 20 });
  ledger.use('a', 11, 11);
  expect(ledger.takeUnsaved()).toEqual([{ alias: 'a', first: 10, last: 12 }]);
  expect(ledger.nextFree('a', 10)).toBe(13);
});

test('remembers the present while an old series is recorded', () => {
  const ledger = createSecondsLedger([]);
  ledger.use('a', 1000, 1000);
  ledger.use('a', 10, 10);
  expect([ledger.nextFree('a', 1000), ledger.nextFree('a', 10)]).toEqual([1001, 11]);
});

test('forgets the alias used longest ago when there are too many', () => {
  const ledger = createSecondsLedger([], { maxAliases: 2 });
  ledger.use('a', 1, 1);
  ledger.use('b', 1, 1);
  ledger.use('a', 2, 2);
  expect(ledger.takeForgotten()).toEqual([]);
  ledger.use('c', 1, 1);
  expect(ledger.takeForgotten()).toEqual(['b']);
  expect(ledger.takeForgotten()).toEqual([]);
  expect(ledger.nextFree('b', 1)).toBe(1);
});

test('never gives out a second of the last run twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (wanted) => {
      const ledger = createSecondsLedger([]);
      const given = [...wanted]
        .sort((a, b) => a - b)
        .map((second) => {
          const free = ledger.nextFree('a', second);
          ledger.use('a', free, free);
          return free;
        });
      expect(new Set(given).size).toBe(given.length);
      expect(given).toEqual([...given].sort((a, b) => a - b));
    }),
  );
});

test('hands out once what the disk does not know, and again when the commit failed', () => {
  const ledger = createSecondsLedger([{ alias: 'a', first: 1, last: 1 }]);
  expect(ledger.takeUnsaved()).toEqual([]);
  ledger.use('a', 2, 2);
  ledger.use('b', 5, 5);
  const runs = ledger.takeUnsaved(['a', 'x']);
  expect(runs).toEqual([{ alias: 'a', first: 1, last: 2 }]);
  expect(ledger.takeUnsaved(['a'])).toEqual([]);
  ledger.putBack(runs);
  expect(ledger.takeUnsaved()).toEqual([
    { alias: 'b', first: 5, last: 5 },
    { alias: 'a', first: 1, last: 2 },
  ]);
});
