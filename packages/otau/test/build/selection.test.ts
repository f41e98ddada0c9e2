import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { selectFiles } from '../../src/build/selection.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { matching } from '../fixtures/text.ts';

async function tree(...paths: readonly string[]): Promise<string> {
  const folder = await freshFolder();
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
  }
  return folder;
}

test.each([
  ['a file', ['install.sh'], [], ['install.sh']],
  [
    'a directory with all below it',
    ['lib'],
    [],
    ['lib', 'lib/.dot', 'lib/a.py', 'lib/b.pyc', 'lib/sub', 'lib/sub/c.py'],
  ],
  ['a glob', ['lib/*.py'], [], ['lib', 'lib/a.py']],
  ['a glob over directories', ['lib/**/*.py'], [], ['lib', 'lib/a.py', 'lib/sub', 'lib/sub/c.py']],
  ['minus a glob', ['lib'], ['lib/*.pyc', 'lib/.*'], ['lib', 'lib/a.py', 'lib/sub', 'lib/sub/c.py']],
  ['minus a directory', ['lib/'], ['lib/sub', 'lib/.dot', '**/*.pyc'], ['lib', 'lib/a.py']],
  ['everything', ['.'], ['lib'], ['Zed', 'install.sh']],
  ['a glob that matches nothing', ['*.none', 'install.sh'], [], ['install.sh']],
])('selects %s (otau 1.4, gwe 104)', async (_, includes, excludes, expected) => {
  const folder = await tree('install.sh', 'Zed', 'lib/a.py', 'lib/b.pyc', 'lib/sub/c.py', 'lib/.dot');
  expect(await selectFiles(folder, { includes, excludes })).toEqual(expected);
});

test('a link to a directory is a link, not what it leads to', async () => {
  const folder = await tree('real/file');
  await symlink('real', join(folder, 'link'));
  expect(await selectFiles(folder, { includes: ['link'], excludes: [] })).toEqual(['link']);
});

test('a file that is named but missing is an error', async () => {
  const folder = await tree('install.sh');
  await expect(selectFiles(folder, { includes: ['lib/app'], excludes: [] })).rejects.toMatchObject({
    code: 'OTAU_BUILD_FAILED',
    message: matching(/"lib\/app" is to be included/),
  });
});
