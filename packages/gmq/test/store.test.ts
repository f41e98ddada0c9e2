import { expect, test } from 'vitest';
import { createDiskStore, createMemoryStore } from '../src/index.ts';
import { createScratch } from './fixtures/scratch.ts';

test('both stores offer the whole contract, and nothing but it', () => {
  // Only a disk can be slow: `commitAside` is not for every store.
  const names = (store: object): string[] =>
    Object.keys(store)
      .filter((name) => name !== 'commitAside')
      .sort();
  const disk = createDiskStore({ path: `${createScratch()}/gmq.db` });
  expect(names(disk)).toEqual(names(createMemoryStore()));
  expect(names(disk)).toEqual([
    'anchor',
    'clients',
    'close',
    'commit',
    'countDead',
    'deadLetters',
    'ensureClient',
    'freeBytes',
    'head',
    'lastId',
    'open',
    'saveCik',
    'seconds',
    'totals',
  ]);
});
