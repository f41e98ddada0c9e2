import { expect, test } from 'vitest';
import { json, refuse } from '../../src/console/exchange.ts';

test('a refusal is JSON that says why', () => {
  expect(refuse(404, 'Gone.')).toEqual({ ...json({ error: 'Gone.' }), status: 404 });
  expect(json({ a: 1 })).toMatchObject({ status: 200, body: '{"a":1}' });
});
