import { expect, test } from 'vitest';

import { MAX_ENTRIES, parseEngineFetch } from '../../src/update/engine-fetch.ts';

test('reads the packages in their order, with or without blanks, and leaves unknown keys alone (gwe 71)', () => {
  expect(parseEngineFetch('{"install":[{"name":"a.v1.tar.gz"},{"name":"b.v2.tar.gz"}]}')).toEqual({
    install: [{ name: 'a.v1.tar.gz' }, { name: 'b.v2.tar.gz' }],
    remove: [],
  });
  expect(parseEngineFetch(' { "install" : [ { "name" : "a.v1.tar.gz", "notBefore": 5 } ], "id": 7 } ')).toEqual({
    install: [{ name: 'a.v1.tar.gz' }],
    remove: [],
  });
});

test('takes digests of packages, and apps to remove, as additions (otau 4.4)', () => {
  const sha256 = 'AB'.repeat(32);
  expect(parseEngineFetch(JSON.stringify({ install: [{ name: 'a.v1.tar.gz', sha256 }] }))?.install).toEqual([
    { name: 'a.v1.tar.gz', sha256: sha256.toLowerCase() },
  ]);
  expect(parseEngineFetch('{"remove":[{"name":"counter"}]}')).toEqual({ install: [], remove: ['counter'] });
});

test('an empty value is no command', () => {
  expect(parseEngineFetch('')).toBeUndefined();
  expect(parseEngineFetch(' \n')).toBeUndefined();
});

test.each([
  ['install it', 'it is not JSON'],
  ['[]', 'it has no list "install"'],
  ['null', 'it has no list "install"'],
  ['{"install":{}}', '"install" is no list'],
  ['{"install":[]}', 'it names nothing'],
  ['{"remove":"counter"}', '"remove" is no list'],
  ['{"install":[{"name":"a.v1.tar.gz","sha256":"short"}]}', '"sha256" of a.v1.tar.gz is no digest'],
  ['{"install":[{"name":"a.v1.tar.gz"},{"nam":"b"}]}', 'entry 2 of "install" has no "name"'],
  ['{"install":["a.v1.tar.gz"]}', 'entry 1 of "install" has no "name"'],
  [JSON.stringify({ install: Array(MAX_ENTRIES + 1).fill({ name: 'a' }) }), 'it names 65 packages'],
])('%s is refused with what was found and what to write (gwe 72)', (text, found) => {
  expect(() => parseEngineFetch(text)).toThrow(
    expect.objectContaining({
      code: 'GATEWAY_COMMAND_INVALID',
      message: expect.stringMatching(`${found}.*Write \\{"install"`) as string,
    }) as Error,
  );
});
