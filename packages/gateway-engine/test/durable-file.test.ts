import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readOptionalFile, removeDurableFile, writeDurableFile } from '../src/durable-file.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

test('replaces a file and leaves nothing else behind (gwe 38)', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'etc/Gateway.cfg');
  await writeDurableFile(path, 'old');
  await writeDurableFile(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(join(folder, 'etc'))).toEqual(['Gateway.cfg']);
});

test('the file is for its owner alone: it may hold the CIK', async () => {
  const path = join(await temporaryFolder(), 'secret');
  await writeDurableFile(path, 'x');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a write that fails keeps the old content and says what to do (gwe N7)', async () => {
  const path = join(await temporaryFolder(), 'taken');
  await mkdir(path);
  await writeFile(join(path, 'inside'), 'kept');
  await expect(writeDurableFile(path, 'new')).rejects.toMatchObject({
    code: 'GATEWAY_STATE_UNUSABLE',
    message: expect.stringContaining('Check that the disk is not full') as string,
  });
  expect(await readFile(join(path, 'inside'), 'utf8')).toBe('kept');
});

test('a missing file reads as undefined, and removing it is no error', async () => {
  const path = join(await temporaryFolder(), 'a/b');
  expect(await readOptionalFile(path)).toBeUndefined();
  await removeDurableFile(path);
  await writeDurableFile(path, 'x');
  await removeDurableFile(path);
  expect(await readOptionalFile(path)).toBeUndefined();
});

test('a file that cannot be read is a typed error', async () => {
  const folder = await temporaryFolder();
  await expect(readOptionalFile(folder)).rejects.toMatchObject({ code: 'GATEWAY_STATE_UNUSABLE' });
});
