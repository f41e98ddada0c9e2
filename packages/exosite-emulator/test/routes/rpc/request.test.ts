import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRpc } from '../../../src/routes/rpc/request.ts';

const parse = (json: unknown): unknown => parseRpc(Buffer.from(JSON.stringify(json)));

test('calls with numbers, texts or nothing as id (exosite 5)', () => {
  const calls = [0, 'a', undefined].map((id) => ({ id, procedure: 'read', arguments: [] }));
  expect(parse({ auth: { cik: 'c' }, calls })).toEqual({
    auth: { cik: 'c', rid: undefined },
    calls: [0, 'a', undefined].map((id) => ({ id, procedure: 'read', args: [] })),
  });
});

test.each([
  [[], 400],
  [{ calls: [] }, 401],
  [{ auth: { cik: 'c' }, calls: [5] }, 400],
  [{ auth: { cik: 'c' }, calls: [{ procedure: 'read' }] }, 400],
  [{ auth: { cik: 'c' }, calls: [{ procedure: 'read', arguments: [], id: 'x'.repeat(41) }] }, 400],
])('%j is refused with %i', (json, code) => {
  expect(parse(json)).toMatchObject({ code });
});

test('no body makes it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      (body) => {
        parseRpc(body);
      },
    ),
  );
});

test('too many calls in one request are refused', () => {
  const calls = Array.from({ length: 1001 }, () => ({ procedure: 'read', arguments: [] }));
  expect(parse({ auth: { cik: 'c' }, calls })).toMatchObject({ code: 400 });
});
