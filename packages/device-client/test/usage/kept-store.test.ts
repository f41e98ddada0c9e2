import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { DamagedFile } from '../../src/usage/database.ts';
import { keepStore } from '../../src/usage/kept-store.ts';
import type { UsageStore } from '../../src/usage/store.ts';
import { makeFolder } from '../fixtures/folder.ts';

function createStore() {
  return {
    add: vi.fn<UsageStore['add']>(),
    totals: vi.fn<UsageStore['totals']>(() => []),
    bytes: vi.fn<UsageStore['bytes']>(() => 0),
    latest: vi.fn<UsageStore['latest']>(() => []),
    close: vi.fn<UsageStore['close']>(),
  };
}

test('damage that shows while it is used costs the file, and nobody else', () => {
  const path = join(makeFolder(), 'usage.db');
  writeFileSync(path, 'bad');
  const stores = [createStore(), createStore()];
  stores[0]?.add.mockImplementation(() => {
    throw new DamagedFile('page 7');
  });
  const open = vi.fn(() => stores[open.mock.calls.length - 1] ?? createStore());
  const kept = keepStore(path, open);
  kept.attempt((store) => {
    store.add([]);
  });
  expect(stores[0]?.close).toHaveBeenCalledOnce();
  expect(kept.store).toBe(stores[1]);
  expect([existsSync(path), existsSync(`${path}.damaged`)]).toEqual([false, true]);
});

test('any other trouble leaves the file as it is, for the next attempt', () => {
  const path = join(makeFolder(), 'usage.db');
  const open = vi.fn(createStore);
  const kept = keepStore(path, open);
  kept.attempt(() => {
    throw new Error('disk full');
  });
  expect(open).toHaveBeenCalledOnce();
  const done = vi.fn();
  kept.attempt(done);
  expect(done).toHaveBeenCalledWith(kept.store);
});

test('where no new file can be made, attempts go on to fail without a word to the caller', () => {
  const path = join(makeFolder(), 'usage.db');
  const store = createStore();
  const kept = keepStore(path, () => store);
  // The damaged file is gone before it can be set aside.
  kept.attempt(() => {
    throw new DamagedFile('page 7');
  });
  expect(kept.store).toBe(store);
});

test('throws at the start if it cannot be opened for another reason than damage', () => {
  expect(() =>
    keepStore('x', () => {
      throw new Error('no permission');
    }),
  ).toThrow('no permission');
});
