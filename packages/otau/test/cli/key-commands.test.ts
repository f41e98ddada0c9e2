import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../fixtures/folder.ts';
import { otau } from '../fixtures/otau.ts';

test('keygen keeps the secret key to its owner, and never replaces one', async () => {
  const cwd = await freshFolder();
  const made = await otau(cwd, 'keygen', 'a', '--unprotected');
  expect(made.stdout).toMatch(/^RW[A-Za-z0-9+/]{54}\n$/);
  expect((await stat(join(cwd, 'a.key'))).mode & 0o777).toBe(0o600);
  expect(await otau(cwd, 'keygen', 'a', '--unprotected')).toMatchObject({ exitCode: 1 });
});

test('keyset refuses what no gateway would take (otau 4.3)', async () => {
  const cwd = await freshFolder();
  await otau(cwd, 'keygen', 'a', '--unprotected');
  expect(await otau(cwd, 'keyset', 'a.pub', '--threshold', '2')).toMatchObject({ exitCode: 2 });
  expect(await otau(cwd, 'keyset', 'a.pub', '--expires', 'soon')).toMatchObject({ exitCode: 2 });
  expect(JSON.parse((await otau(cwd, 'keyset', 'a.pub', '--expires', '2030-01-31')).stdout)).toMatchObject({
    type: 'otau-key-set',
    version: 1,
    expires: '2030-01-31T00:00:00.000Z',
  });
});
