import { expect, test } from 'vitest';
import { csvLines, refuse, withErrorBody } from '../../src/http/exchange.ts';

test('a 4xx of /provision/* repeats the status line, nothing else does (exosite 1.4)', () => {
  const bodyOf = (path: string, status: number, body?: string): unknown =>
    withErrorBody(path, { status, ...(body === undefined ? {} : { body }) }).body;
  expect(bodyOf('/provision/activate', 409)).toBe('HTTP/1.1 409 Conflict\r\n');
  expect(bodyOf('/provision/activate', 409, 'own')).toBe('own');
  expect(bodyOf('/provision/activate', 500)).toBeUndefined();
  expect(bodyOf('/provision/activate', 205)).toBeUndefined();
  expect(bodyOf('/onep:v1/stack/alias', 401)).toBeUndefined();
});

test('lists end every line with CR LF; the reason of a refusal stays off the wire', () => {
  expect([csvLines([]).body, csvLines(['a', 'b']).body]).toEqual(['', 'a\r\nb\r\n']);
  expect(refuse(404, 'why')).toEqual({ status: 404, note: 'why' });
});
