import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommands } from '../../src/fleet/commands.ts';

const parse = (values: Record<string, string>): ReturnType<typeof parseCommands> =>
  parseCommands(new Map(Object.entries(values)));

test('an install order names files; app and version are in the name (gwe F71)', () => {
  const text = '{ "install": [ {"name": "a.b.v1.0.tar.gz"}, {"name": "plain"}, {"other": 1}, 5 ] }';
  expect(parse({ engine_fetch: text })).toEqual({
    installs: [
      { file: 'a.b.v1.0.tar.gz', app: 'a.b', version: '1.0' },
      { file: 'plain', app: 'plain', version: '' },
    ],
    intervalSeconds: undefined,
    toClear: ['engine_fetch'],
  });
});

test('an interval is a number of at least 1; whatever is there is cleared (gwe E66, 68, F72)', () => {
  expect(parse({ update_interval: '30', engine_fetch: '' })).toMatchObject({
    intervalSeconds: 30,
    toClear: ['update_interval'],
  });
  for (const wrong of ['0', '-5', 'soon']) {
    expect(parse({ update_interval: wrong, engine_fetch: 'x' })).toEqual({
      ...{ installs: [], intervalSeconds: undefined },
      toClear: ['engine_fetch', 'update_interval'],
    });
  }
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      parse({ engine_fetch: text, update_interval: text });
    }),
  );
});
