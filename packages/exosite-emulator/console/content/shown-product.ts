import type { ProductView } from '../../src/console/api.ts';
import type { ProductIdentity } from '../../src/identity.ts';

/** The product to show: the chosen one, even if it has nothing yet, else the first with content, else the first. */
export function shownProduct(
  products: readonly ProductView[],
  chosen: ProductIdentity | undefined,
): ProductView | undefined {
  if (chosen === undefined) return products.find(({ content }) => content.length > 0) ?? products[0];
  const { vendor, model } = chosen;
  return (
    products.find((product) => product.vendor === vendor && product.model === model) ?? { vendor, model, content: [] }
  );
}
