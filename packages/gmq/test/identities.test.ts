import { expect, test } from 'vitest';
import { createIdentities } from '../src/identities.ts';
import { createMemoryStore } from '../src/store/memory-store.ts';
import { CLIENT, OTHER } from './fixtures/open-queue.ts';

const CIK = 'a'.repeat(40);
const NEWER = 'b'.repeat(40);

test('keeps the CIK of an identity over a restart (gwe K144)', async () => {
  const store = createMemoryStore();
  await store.open();
  const identities = createIdentities(store);
  expect(identities.find(CLIENT)).toBeUndefined();
  identities.save(CLIENT, CIK);
  identities.save(CLIENT, NEWER);
  expect(identities.find(CLIENT)).toBe(NEWER);
  expect(createIdentities(store).find(CLIENT)).toBe(NEWER);
  expect(createIdentities(store).find(OTHER)).toBeUndefined();
});

test('a bare CIK is its own answer and is never replaced', async () => {
  const store = createMemoryStore();
  await store.open();
  const identities = createIdentities(store);
  expect(identities.find({ cik: CIK })).toBe(CIK);
  expect(() => {
    identities.save({ cik: CIK }, NEWER);
  }).toThrow(TypeError);
});

test('a CIK that the disk refuses is still known, and kept as soon as the disk takes it', async () => {
  const store = createMemoryStore();
  await store.open();
  let broken = true;
  const flaky = {
    ...store,
    saveCik(id: number, cik: string | undefined) {
      if (broken) throw new Error('disk full');
      store.saveCik(id, cik);
    },
  };
  const identities = createIdentities(flaky);
  expect(() => {
    identities.save(CLIENT, CIK);
  }).toThrow('disk full');
  expect(identities.find(CLIENT)).toBe(CIK);
  expect(createIdentities(store).find(CLIENT)).toBeUndefined();
  broken = false;
  expect(identities.find(CLIENT)).toBe(CIK);
  expect(createIdentities(store).find(CLIENT)).toBe(CIK);
});
