import { expect, test } from 'vitest';

import { formatSmallestWrite } from '../../src/device-client/wire-bytes.ts';

test('the smallest write has what HTTP and the API demand, and nothing else (exosite 1.2, 2.1)', () => {
  const [head = '', body] = formatSmallestWrite('h:1', 'a=1').split('\r\n\r\n');
  expect(body).toBe('a=1');
  expect(head.split('\r\n')).toEqual([
    'POST /onep:v1/stack/alias HTTP/1.1',
    'Host:h:1',
    expect.stringMatching(/^X-Exosite-CIK:[0-9a-f]{40}$/),
    'Content-Type:application/x-www-form-urlencoded; charset=utf-8',
    'Content-Length:3',
  ]);
});
