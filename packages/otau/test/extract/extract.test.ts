import { expect, test } from 'vitest';
import { extractPackage } from '../../src/extract/extract.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
import * as t from '../fixtures/tar-builder.ts';
test('x', async () => {
  const folder = await freshFolder();
  const bytes = t.tgz(
    t.directory('./'),
    t.file('./a/b', 'x'.repeat(700)),
    t.symlink('a/l', 'b'),
    t.hardlink('h', './a/b'),
  );
  const r = await extractPackage({ source: t.inChunks(bytes, 7), destination: folder + '/out' });
  console.log(r, await snapshot(folder));
  await expect(
    extractPackage({ source: t.inChunks(t.tgz(t.file('ok', 'x'), t.file('../a', 'y'))), destination: folder + '/o2' }),
  ).rejects.toMatchObject({ rule: 'name-parent' });
});
