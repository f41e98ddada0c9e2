import { expect, test } from 'vitest';
import { createCatalogStore } from '../../src/store/catalog-store.ts';
import { openDatabase } from '../../src/store/database.ts';

test('names are unique within their kind and scope', () => {
  const catalog = createCatalogStore(openDatabase(undefined));
  expect([catalog.add('group', 'p', 'a', '1'), catalog.add('group', 'p', 'a', '2')]).toEqual([true, false]);
  expect([catalog.add('group', 'q', 'a', '3'), catalog.add('share', 'p', 'a', '4')]).toEqual([true, true]);
  expect([catalog.set('group', 'p', 'a', '5'), catalog.set('group', 'p', 'b', '5')]).toEqual([true, false]);
  expect(catalog.list('group', 'p')).toEqual([{ name: 'a', value: '5' }]);
  expect([catalog.get('group', 'q', 'a'), catalog.get('group', 'q', 'b')]).toEqual(['3', undefined]);
  expect([catalog.remove('group', 'p', 'a'), catalog.remove('group', 'p', 'a')]).toEqual([true, false]);
  catalog.removeAll('group', 'q');
  expect([catalog.list('group', 'q'), catalog.list('share', 'p')]).toEqual([[], [{ name: 'a', value: '4' }]]);
});
