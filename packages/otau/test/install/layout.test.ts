import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLayout, makeLayout } from '../../src/install/layout.ts';
import { freshFolder } from '../fixtures/folder.ts';

test('lies where otau 3.1 says', () => {
  const layout = createLayout('/s');
  expect([layout.tree('a', 'f00'), layout.package('f00'), layout.staging, layout.inventory]).toEqual([
    '/s/apps/a/f00',
    '/s/packages/f00.tar.gz',
    '/s/staging',
    '/s/inventory.json',
  ]);
});

test('tarballs and staging are private; programs may run from apps as another user', async () => {
  const layout = createLayout(join(await freshFolder(), 'state'));
  await makeLayout(layout);
  await makeLayout(layout);
  const modes = await Promise.all([layout.apps, layout.packages, layout.staging].map((path) => stat(path)));
  expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['755', '700', '700']);
});
