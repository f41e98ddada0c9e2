import { expect, test } from 'vitest';
import { parseBuildfile } from '../../src/build/buildfile.ts';
import { isOtauError } from '../../src/errors.ts';

const DEFAULT = {
  name: 'my_app',
  version: '1',
  includes: ['install.sh'],
  excludes: [],
  pre_build_cmds: [],
  post_build_cmds: [],
};

function findingsOf(value: unknown): string[] {
  try {
    parseBuildfile(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    if (isOtauError(error) && error.code === 'OTAU_BUILDFILE_INVALID') {
      return error.findings.map(({ entry }) => entry ?? '');
    }
    throw error;
  }
  return [];
}

test('reads the default buildfile (gwe 103)', () => {
  expect(parseBuildfile(JSON.stringify(DEFAULT))).toEqual({
    package: { name: 'my_app', version: '1', fileName: 'my_app.v1.tar.gz' },
    includes: ['install.sh'],
    excludes: [],
    preBuildCommands: [],
    postBuildCommands: [],
  });
});

test('all values are text or lists of text, and lists may be missing (gwe 103)', () => {
  const text = JSON.stringify({ name: 'a', version: 3, includes: 'install.sh', pre_build_cmds: 'make' });
  expect(parseBuildfile(text)).toMatchObject({
    package: { version: '3' },
    includes: ['install.sh'],
    preBuildCommands: ['make'],
    postBuildCommands: [],
  });
});

test.each([
  ['{', ['', 'name', 'version', 'includes']],
  ['[]', ['', 'name', 'version', 'includes']],
  [{ ...DEFAULT, include: [] }, ['include']],
  [{ ...DEFAULT, name: 'gwe' }, ['name']],
  [{ ...DEFAULT, name: 5, version: [] }, ['name', 'version']],
  [{ ...DEFAULT, version: '1 beta' }, ['name']],
  [{ ...DEFAULT, includes: ['../secret', '/etc/passwd'], excludes: [1] }, ['excludes', 'includes', 'includes']],
  [{ ...DEFAULT, includes: [] }, ['includes']],
])('reports everything that is wrong at once: %j', (value, entries) => {
  expect(findingsOf(value)).toEqual(entries);
});
