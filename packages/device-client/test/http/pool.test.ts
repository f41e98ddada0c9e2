import { expect, test } from 'vitest';
import { Pool } from 'undici';
import { createLazyPool, loadPool } from '../../src/http/pool.ts';
import { resolveOptions } from '../../src/options.ts';
import { NOBODY } from '../fixtures/client.ts';

test('makes one pool, at the first call', async () => {
  const pool = createLazyPool(resolveOptions({ baseUrl: NOBODY }));
  const first = await pool.get();
  expect(await pool.get()).toBe(first);
  await pool.destroy(new Error('done'));
  await pool.destroy(new Error('done'));
  expect(first.destroyed).toBe(true);
});

test('can be destroyed before it was ever used', async () => {
  await expect(createLazyPool(resolveOptions({ baseUrl: NOBODY })).destroy(new Error('done'))).resolves.toBeUndefined();
});

test('loads the whole of undici if its parts lie elsewhere one day', async () => {
  expect(await loadPool()).toBe(Pool);
  expect(await loadPool(() => Promise.reject(new Error('ERR_PACKAGE_PATH_NOT_EXPORTED')))).toBe(Pool);
});
