import { expect, test } from 'vitest';
import { createGroups } from '../../src/content/groups.ts';
import { createCatalogStore } from '../../src/store/catalog-store.ts';
import { openDatabase } from '../../src/store/database.ts';

const PRODUCT = { vendor: 'v', model: 'm' };

test('a member counts until it expires; commas in ids and meta are data', () => {
  let now = 100;
  const changes: unknown[] = [];
  const groups = createGroups(
    createCatalogStore(openDatabase(undefined)),
    () => now,
    (product) => changes.push(product),
  );
  expect([groups.create(PRODUCT, 'beta', 'x'), groups.create(PRODUCT, 'beta', '')]).toEqual([true, false]);
  const member = { type: 'sn', id: 'a,b', expire: 200, meta: 'c,d' };
  expect([groups.addMember(PRODUCT, 'beta', member), groups.addMember(PRODUCT, 'beta', member)]).toEqual([true, false]);
  expect(groups.members(PRODUCT, 'beta')).toEqual([member]);
  expect(groups.groupsOf(PRODUCT, 'sn', 'a,b')).toEqual(['beta']);
  expect(groups.groupsOf({ ...PRODUCT, model: 'other' }, 'sn', 'a,b')).toEqual([]);
  now = 200;
  expect(groups.groupsOf(PRODUCT, 'sn', 'a,b')).toEqual([]);
  expect([groups.remove(PRODUCT, 'beta'), groups.remove(PRODUCT, 'beta')]).toEqual([true, false]);
  groups.create(PRODUCT, 'beta', '');
  expect(groups.members(PRODUCT, 'beta')).toEqual([]);
  expect(changes).toEqual([PRODUCT, PRODUCT, PRODUCT, PRODUCT]);
});
