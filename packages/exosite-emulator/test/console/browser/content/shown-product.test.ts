import { expect, test } from 'vitest';
import { shownProduct } from '../../../../console/content/shown-product.ts';

const content = [{ id: 'x', sizeBytes: 1, contentType: 't', updatedAt: 1 }];
const products = [
  { vendor: 'a', model: 'm', content: [] },
  { vendor: 'b', model: 'm', content },
];

test('shows the chosen product, else the first that has something', () => {
  expect(shownProduct(products, { vendor: 'a', model: 'm' })).toBe(products[0]);
  expect(shownProduct(products, undefined)).toBe(products[1]);
  expect(shownProduct(products.slice(0, 1), undefined)).toBe(products[0]);
  expect(shownProduct([], undefined)).toBeUndefined();
  expect(shownProduct([], { vendor: 'n', model: 'm' })).toEqual({ vendor: 'n', model: 'm', content: [] });
});
