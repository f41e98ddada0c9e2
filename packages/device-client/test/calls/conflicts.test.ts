import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConflicts } from '../../src/calls/conflicts.ts';
import { encodeForm } from '../../src/form.ts';

const SENT = [
  { alias: 'a', timestamp: 100 },
  { alias: 'a', timestamp: 101 },
  { alias: 'b', timestamp: 200 },
];

const parse = (body: string) => parseConflicts(Buffer.from(body), SENT);

test('reads one timestamp an alias (exosite 2.5)', () => {
  expect(parse('a=100&b=200')).toEqual([SENT[0], SENT[2]]);
});

test('reads a comma list, encoded or not, and an alias named twice (exosite 2.5)', () => {
  expect(parse('a=100,101&b=200')).toEqual(SENT);
  expect(parse('a=100%2C%20101')).toEqual(SENT.slice(0, 2));
  expect(parse('a=100&a=101')).toEqual(SENT.slice(0, 2));
});

test('takes a line end after the body', () => {
  expect(parse('a=100\r\n')).toEqual([SENT[0]]);
});

test('passes over what was not sent, and over nonsense', () => {
  expect(parse('a=999&c=100&b=&=&a&a=100x&a=,,')).toEqual([]);
  expect(parse('HTTP/1.1 409 Conflict\r\n')).toEqual([]);
  expect(parse('')).toEqual([]);
});

test('names a value once even if the platform names it often', () => {
  expect(parse('a=100,100&a=100')).toEqual([SENT[0]]);
});

test('finds every conflict of any batch, whatever the aliases are called', () => {
  const conflicts = fc.uniqueArray(
    fc.record({ alias: fc.string({ unit: 'grapheme', minLength: 1 }), timestamp: fc.nat() }),
    { selector: ({ alias, timestamp }) => JSON.stringify([alias, timestamp]) },
  );
  fc.assert(
    fc.property(conflicts, (sent) => {
      const body = encodeForm(sent.map(({ alias, timestamp }) => [alias, String(timestamp)]));
      expect(parseConflicts(Buffer.from(body), sent)).toEqual(sent);
    }),
  );
});
