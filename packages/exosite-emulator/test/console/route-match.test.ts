import { expect, test } from 'vitest';
import { DONE, type ConsoleRoute } from '../../src/console/exchange.ts';
import { matchRoute } from '../../src/console/route-match.ts';

const routes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/api/things/:id', handle: () => DONE },
  { method: 'DELETE', path: '/api/things/:id', handle: () => DONE },
];

test('decodes parameters, slashes included', () => {
  expect(matchRoute(routes, 'GET', '/api/things/a%2Fb%20c')).toMatchObject({ kind: 'found', params: { id: 'a/b c' } });
});

test('tells a wrong method from an unknown path', () => {
  expect(matchRoute(routes, 'PUT', '/api/things/1')).toEqual({ kind: 'wrongMethod', allow: ['GET', 'DELETE'] });
  for (const path of ['/api/things', '/api/things/', '/api/things/1/2', '/api/things/%']) {
    expect(matchRoute(routes, 'GET', path)).toEqual({ kind: 'unknown' });
  }
});
