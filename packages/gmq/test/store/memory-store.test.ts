import { createMemoryStore } from '../../src/store/memory-store.ts';
import { testStore } from '../fixtures/store-conformance.ts';

testStore(createMemoryStore, async (store) => {
  store.close();
  await store.open();
  return store;
});
