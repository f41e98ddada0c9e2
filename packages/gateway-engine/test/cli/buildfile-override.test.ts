import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { withBuildfile } from '../../src/cli/buildfile-override.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('a build file alone is used as it is', async () => {
  const path = join(await temporaryFolder(), 'app.json');
  expect(await withBuildfile({ buildfile: path }, (used) => Promise.resolve(used))).toBe(path);
});

test('name and version given beside it win, and nothing is left behind (gwe 10, 19)', async () => {
  const folder = await temporaryFolder();
  const buildfile = join(folder, 'app.json');
  await writeFile(buildfile, '{"name":"a","version":"1","includes":["install.sh"]}');
  const seen = await withBuildfile({ buildfile, version: '2' }, async (path) => {
    expect(dirname(path)).toBe(folder);
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  });
  expect(seen).toEqual({ name: 'a', version: '2', includes: ['install.sh'] });
  expect(await readdir(folder)).toEqual(['app.json']);
});

test('a build file that is no object is left for the build to complain of', async () => {
  const buildfile = join(await temporaryFolder(), 'app.json');
  await writeFile(buildfile, 'not JSON');
  const seen = await withBuildfile({ buildfile, name: 'b' }, (path) => readFile(path, 'utf8'));
  expect(JSON.parse(seen)).toEqual({ name: 'b' });
});
