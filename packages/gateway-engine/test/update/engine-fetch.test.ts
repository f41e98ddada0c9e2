import { expect, test } from 'vitest';

import { MAX_INSTALLS, parseEngineFetch } from '../../src/update/engine-fetch.ts';

test('reads the packages in their order, with or without blanks, and leaves unknown keys alone (gwe 71)', () => {
  expect(parseEngineFetch('{"install":[{"name":"a.v1.tar.gz"},{"name":"b.v2.tar.gz"}]}')).toEqual({
    install: [{ name: 'a.v1.tar.gz' }, { name: 'b.v2.tar.gz' }],
  });
  expect(parseEngineFetch(' { "install" : [ { "name" : "a.v1.tar.gz", "sha256": "x" } ], "id": 7 } ')).toEqual({
    install: [{ name: 'a.v1.tar.gz' }],
  });
});

test('an empty value is no command', () => {
  expect(parseEngineFetch('')).toBeUndefined();
  expect(parseEngineFetch(' \n')).toBeUndefined();
});

test.each([
  ['install it', 'it is not JSON'],
  ['[]', 'it has no list "install"'],
  ['null', 'it has no list "install"'],
  ['{"install":{}}', 'it has no list "install"'],
  ['{"install":[]}', 'its list "install" is empty'],
  ['{"install":[{"name":"a.v1.tar.gz"},{"nam":"b"}]}', 'entry 2 has no "name"'],
  ['{"install":["a.v1.tar.gz"]}', 'entry 1 has no "name"'],
  [JSON.stringify({ install: Array(MAX_INSTALLS + 1).fill({ name: 'a' }) }), 'it names 65 packages'],
])('%s is refused with what was found and what to write (gwe 72)', (text, found) => {
  expect(() => parseEngineFetch(text)).toThrow(
    expect.objectContaining({
      code: 'GATEWAY_COMMAND_INVALID',
      message: expect.stringMatching(`${found}.*Write \\{"install"`) as string,
    }) as Error,
  );
});
