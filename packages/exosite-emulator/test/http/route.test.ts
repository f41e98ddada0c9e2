import { expect, test } from 'vitest';
import { createRouter, type Route, type RouteMatch } from '../../src/http/route.ts';

const handle = (): { status: number } => ({ status: 204 });
const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/onep:v1/stack/alias', auth: 'none', handle },
  { method: 'POST', path: '/onep:v1/stack/alias', auth: 'none', handle },
  { method: 'POST', path: '/onep:v1/stack/alias/:alias', auth: 'none', handle },
  { method: 'GET', path: '/model/:model/', auth: 'none', handle },
];

function match(method: string, path: string): RouteMatch {
  return createRouter(ROUTES).match(method, path);
}

test('parameters are decoded; both prefixes are the same (exosite 2)', () => {
  expect(match('POST', '/api:v1/stack/alias/a%2Fb+c')).toMatchObject({ kind: 'found', params: { alias: 'a/b+c' } });
});

test('a slash at the end counts, and a parameter is never empty', () => {
  expect(match('GET', '/model/m/').kind).toBe('found');
  for (const path of ['/model/m', '/model//', '/onep:v1/stack/alias/']) expect(match('GET', path).kind).toBe('unknown');
});

test('a known path with another method names the methods it has', () => {
  expect(match('PUT', '/onep:v1/stack/alias')).toEqual({ kind: 'wrongMethod', allow: ['GET', 'POST'] });
});
