import { expect, test } from 'vitest';
import { formatInstallCommand, parsePackageName } from '../../src/console/package-name.ts';

test.each([
  ['hello.v1.tar.gz', 'hello', '1'],
  ['your_app.v1.2.3.tar.gz', 'your_app', '1.2.3'],
  ['gmq.v10_0ca92e7.tar.gz', 'gmq', '10_0ca92e7'],
  ['elementtree.v126-20050316.tar.gz', 'elementtree', '126-20050316'],
])('%s is version %s of the app (gwe 85 to 87)', (fileName, name, version) => {
  expect(parsePackageName(fileName)).toEqual({ name, version });
});

test.each(['hello.tar.gz', 'hello.v1.zip', '.v1.tar.gz', 'hello.v.tar.gz', 'he llo.v1.tar.gz', 'a/b.v1.tar.gz'])(
  '%s is not the name of a package',
  (fileName) => {
    expect(parsePackageName(fileName)).toBeUndefined();
  },
);

test('the install command is an object with a list (gwe 71)', () => {
  expect(formatInstallCommand('a.v1.tar.gz')).toBe('{"install":[{"name":"a.v1.tar.gz"}]}');
});
