import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText, writeNewFile } from '../../src/cli/text-files.ts';
import { freshFolder } from '../fixtures/folder.ts';

test('writes a file once, with its mode, and never over another', async () => {
  const path = join(await freshFolder(), 'release.key');
  await writeNewFile(path, 'secret', 0o600);
  expect(await readText(path)).toBe('secret');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(writeNewFile(path, 'other', 0o600)).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});
