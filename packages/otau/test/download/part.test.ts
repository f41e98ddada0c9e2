import { readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { dropParts, isPart, partPath, type PartRecord, readPart, writePart } from '../../src/download/part.ts';
import { systemFiles as files } from '../../src/files/system-files.ts';
import { freshFolder } from '../fixtures/folder.ts';

const record = (change: Partial<PartRecord> = {}): PartRecord => ({
  fileName: 'a',
  offset: 3,
  complete: false,
  startedAt: 1,
  ...change,
});

test('a part is known by its record, as long as its bytes are there (otau 3.9)', async () => {
  const folder = await freshFolder();
  const path = partPath(folder, 'a');
  await writeFile(path, '12345');
  await writePart(files, path, record({ validator: 'e' }));
  expect(await readPart(files, path)).toEqual(record({ validator: 'e' }));
  await writeFile(path, '12');
  expect(await readPart(files, path)).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

test.each(['', '{', '{"fileName":"a"}', '{"fileName":"a","offset":3,"complete":false,"startedAt":1,"validator":5}'])(
  'a record like %j is worth nothing, and goes with its bytes',
  async (text) => {
    const folder = await freshFolder();
    const path = partPath(folder, 'a');
    await writeFile(path, '12345');
    await writeFile(`${path}.json`, text);
    expect(await readPart(files, path)).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  },
);

test('only the newest are kept, so that downloads that nobody ends do not fill the disk', async () => {
  const folder = await freshFolder();
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    await writeFile(partPath(folder, name), '12345');
    await writePart(files, partPath(folder, name), record({ fileName: name, startedAt: index }));
  }
  expect(await dropParts(files, folder)).toBe(true);
  expect(await readPart(files, partPath(folder, 'a'))).toBeUndefined();
  expect(await readPart(files, partPath(folder, 'c'))).toBeDefined();
  expect(await dropParts(files, folder, 0)).toBe(true);
  expect(await readdir(folder)).toEqual([]);
  expect([isPart('0123456789abcdef.part'), isPart('incoming.part')]).toEqual([true, false]);
});
