import { expect, test } from 'vitest';
import { createContentStore, toContentInfo } from '../../src/store/content-store.ts';
import { openDatabase } from '../../src/store/database.ts';

const PRODUCT = { vendor: 'v', model: 'm' };

test('create, upload, replace and remove', () => {
  const store = createContentStore(openDatabase(undefined));
  const blob = { bytes: Buffer.from('abc'), contentType: 'text/plain' };
  const entry = { meta: 'meta', isProtected: false };
  expect(store.upload(PRODUCT, 'a', blob, 1)).toBe(false);
  expect([store.create(PRODUCT, 'a', entry, 1), store.create(PRODUCT, 'a', entry, 1)]).toEqual([true, false]);
  expect(store.bytes(PRODUCT, 'a')).toHaveLength(0);
  expect(store.upload(PRODUCT, 'a', blob, 2)).toBe(true);
  const info = store.info(PRODUCT, 'a');
  expect(info && toContentInfo(info)).toEqual({
    id: 'a',
    sizeBytes: 3,
    contentType: 'text/plain',
    updatedAt: 2,
    meta: 'meta',
  });
  expect(store.products()).toEqual([PRODUCT]);
  expect([store.remove(PRODUCT, 'a'), store.remove(PRODUCT, 'a')]).toEqual([true, false]);
  expect(store.info(PRODUCT, 'a')).toBeUndefined();
});

test('the ETag belongs to the bytes', () => {
  const store = createContentStore(openDatabase(undefined));
  const etagAfter = (text: string): string | undefined => {
    store.put(PRODUCT, 'a', { bytes: Buffer.from(text), contentType: 'x', meta: '' }, 1);
    return store.info(PRODUCT, 'a')?.etag;
  };
  const first = etagAfter('one');
  expect(first).toMatch(/^"[0-9a-f]{32}"$/);
  expect(etagAfter('two')).not.toBe(first);
  expect(etagAfter('one')).toBe(first);
});
