import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDiskStore } from '../../src/store/disk-store.ts';
import { createScratch } from '../fixtures/scratch.ts';
import { CLIENT } from '../fixtures/open-queue.ts';
import { testStore } from '../fixtures/store-conformance.ts';
import { messageOf } from '../fixtures/stored-message.ts';

let path = '';
testStore(
  () => {
    path = join(createScratch(), 'gmq.db');
    return createDiskStore({ path, bootId: 'boot' });
  },
  async (store) => {
    store.close();
    const next = createDiskStore({ path, bootId: 'boot' });
    await next.open();
    return next;
  },
);

async function openStore(at: string) {
  const store = createDiskStore({ path: at });
  await store.open();
  onTestFinished(() => {
    store.close();
  });
  return store;
}

test('everything beside the file has its mode: the write-ahead log holds CIKs too', async () => {
  const at = join(createScratch(), 'gmq.db');
  const store = await openStore(at);
  store.ensureClient(CLIENT);
  expect([statSync(at).mode & 0o777, statSync(`${at}-wal`).mode & 0o777]).toEqual([0o600, 0o600]);
});

test('a second user of the file is told so, and the first is not disturbed', { timeout: 10_000 }, async () => {
  const at = join(createScratch(), 'gmq.db');
  const store = await openStore(at);
  await expect(createDiskStore({ path: at }).open()).rejects.toMatchObject({ code: 'GMQ_STORE_LOCKED' });
  expect(store.ensureClient(CLIENT).id).toBe(1);
});

test('a damaged file is put aside and the gateway goes on', async () => {
  const at = join(createScratch(), 'gmq.db');
  writeFileSync(at, 'this is no database at all, it only lies where one should be'.repeat(100));
  const store = await openStore(at);
  expect(store.clients()).toEqual([]);
  expect(statSync(`${at}.damaged`).size).toBeGreaterThan(0);
});

test('a folder that cannot be written is GMQ_STORE_FAILED with what to do', async () => {
  const folder = createScratch();
  writeFileSync(join(folder, 'file'), '');
  await expect(createDiskStore({ path: join(folder, 'file', 'gmq.db') }).open()).rejects.toMatchObject({
    code: 'GMQ_STORE_FAILED',
    message: expect.stringContaining('permissions') as string,
  });
});

test('a commit is all or nothing', async () => {
  const store = await openStore(join(createScratch(), 'gmq.db'));
  const { id: clientId } = store.ensureClient(CLIENT);
  const add = { kind: 'add', message: messageOf({ id: 1, clientId }) } as const;
  expect(() => {
    store.commit([add, add]);
  }).toThrow(expect.objectContaining({ code: 'GMQ_STORE_FAILED' }));
  expect(store.totals()).toEqual([]);
  store.commit([add]);
  expect(store.totals()).toHaveLength(1);
});

test('fails in words when it is used closed, and can be closed twice', () => {
  const store = createDiskStore({ path: 'never-created.db' });
  store.close();
  store.close();
  expect(() => store.clients()).toThrow(expect.objectContaining({ code: 'GMQ_STORE_FAILED' }));
});
