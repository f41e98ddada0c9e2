import { expect, test } from 'vitest';

import { createDisk, PowerCut } from '../../src/otau-power/disk.ts';
import type { Survival } from '../../src/otau-power/disk-nodes.ts';

async function written(sync: { readonly content: boolean; readonly name: boolean }) {
  const disk = createDisk();
  const file = await disk.files.create('/f', 0o600);
  await file.write(Buffer.from('content'));
  if (sync.content) await file.sync();
  if (sync.name) await disk.files.syncDirectory('/');
  return disk;
}

test.each<[Survival, boolean, boolean, Record<string, string>]>([
  ['nothing', false, false, {}],
  ['nothing', true, false, {}],
  ['nothing', false, true, { '/f': '' }],
  ['nothing', true, true, { '/f': 'content' }],
  ['names', false, false, { '/f': '' }],
  ['names', true, false, { '/f': 'content' }],
])('when %s survives, content synced %s and name synced %s', async (survival, content, name, expected) => {
  const disk = await written({ content, name });
  expect(disk.reboot(survival, () => 0).snapshot()).toEqual(expected);
});

test('from the cut on every operation fails, also those that only look', async () => {
  const disk = await written({ content: true, name: true });
  disk.cutBefore(disk.operations);
  await expect(disk.files.unlink('/f')).rejects.toBeInstanceOf(PowerCut);
  await expect(disk.files.list('/')).rejects.toBeInstanceOf(PowerCut);
  expect(() => {
    disk.tick();
  }).toThrow(PowerCut);
});

test('a directory that was moved and not synced is in one place', async () => {
  for (const draw of [0, 0.99]) {
    const disk = createDisk();
    for (const path of ['/a', '/b', '/a/tree']) await disk.files.makeDirectory(path, 0o755);
    for (const path of ['/', '/a', '/b']) await disk.files.syncDirectory(path);
    await disk.files.rename('/a/tree', '/b/tree');
    await disk.files.syncDirectory('/b');
    const found = Object.keys(disk.reboot('some', () => draw).snapshot()).filter((path) => path.endsWith('tree/'));
    expect(found).toEqual(['/b/tree/']);
  }
});
