import { expect, test } from 'vitest';
import { createPlatform } from '../src/platform.ts';
import { openDatabase } from '../src/store/database.ts';

test('the clock counts whole seconds; the vendor token is kept in the data unless given', () => {
  const database = openDatabase(undefined);
  const create = (vendorToken?: string): ReturnType<typeof createPlatform> =>
    createPlatform({ database, now: () => 1999, vendorToken, lastModified: 'httpDate' });
  const token = create().vendorToken;
  expect(token).toMatch(/^[0-9a-f]{40}$/);
  expect(create().vendorToken).toBe(token);
  expect(create('given').vendorToken).toBe('given');
  expect(create().nowSeconds()).toBe(1);
});
