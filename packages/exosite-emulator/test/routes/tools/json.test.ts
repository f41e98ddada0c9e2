import { expect, test } from 'vitest';
import { parseJsonObject, toValues } from '../../../src/routes/tools/json.ts';

test('only an object is taken', () => {
  const parse = (text: string): unknown => parseJsonObject(Buffer.from(text));
  expect(parse('{"a":1}')).toEqual({ a: 1 });
  expect([parse('[]'), parse('"a"'), parse('{'), parse('')]).toEqual([undefined, undefined, undefined, undefined]);
});

test('texts and numbers are values, other JSON is kept as text', () => {
  const values = toValues({ a: 'x', n: 1.5, o: { b: [1] }, t: true });
  expect(values && [...values].map(([alias, bytes]) => [alias, Buffer.from(bytes).toString()])).toEqual([
    ['a', 'x'],
    ['n', '1.5'],
    ['o', '{"b":[1]}'],
    ['t', 'true'],
  ]);
});
