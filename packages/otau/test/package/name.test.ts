import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPackageName, packageNameOf, parsePackageName } from '../../src/package/name.ts';

test.each([
  ['coffee.v1.tar.gz', 'coffee', '1'],
  ['device-client.v1-4-1.tar.gz', 'device-client', '1-4-1'],
  ['your_app.v1.2.3.tar.gz', 'your_app', '1.2.3'],
  ['counter.v10_0ca92e7.tar.gz', 'counter', '10_0ca92e7'],
  ['elementtree.v126-20050316.tar.gz', 'elementtree', '126-20050316'],
  ['app.v1.v2.tar.gz', 'app', '1.v2'],
  ['a.vv.tar.gz', 'a', 'v'],
])('%s is %s, version %s (otau 1.1, gwe 85-87)', (fileName, name, version) => {
  expect(parsePackageName(fileName)).toEqual({ name, version, fileName });
});

test.each([
  'coffee.tar.gz',
  'coffee.v1.zip',
  'coffee.v.tar.gz',
  '.v1.tar.gz',
  '../evil.v1.tar.gz',
  'a/b.v1.tar.gz',
  'a.v../../b.tar.gz',
  'my app.v1.tar.gz',
  'app.v1 beta.tar.gz',
  '-rf.v1.tar.gz',
  'a.b.v1.tar.gz',
  `${'a'.repeat(65)}.v1.tar.gz`,
  'app.v1\n.tar.gz',
  'all.v1.tar.gz',
  'GWE.v1.tar.gz',
  'gmq.v10_0ca92e7.tar.gz',
])('refuses %j (otau 1.1)', (fileName) => {
  expect(() => parsePackageName(fileName)).toThrow(expect.objectContaining({ code: 'OTAU_NAME_INVALID' }));
});

test("lets the engine's own packages through when told to (otau 1.1)", () => {
  expect(parsePackageName('gmq.v10_0ca92e7.tar.gz', { allowReserved: ['gmq'] }).name).toBe('gmq');
});

test('what is formatted is parsed back', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/).filter((text) => !/^(all|gwe|gmq)$/i.test(text));
  fc.assert(
    fc.property(name, fc.stringMatching(/^[A-Za-z0-9._+~-]{1,20}$/), (app, version) => {
      expect(packageNameOf(`/some/where/${formatPackageName(app, version).fileName}`)).toMatchObject({
        name: app,
        version,
      });
    }),
  );
});

test('a name that would be split elsewhere is refused when formatted', () => {
  expect(() => formatPackageName('a.v1', '2')).toThrow(expect.objectContaining({ code: 'OTAU_NAME_INVALID' }));
});
