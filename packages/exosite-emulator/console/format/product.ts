import type { ProductIdentity } from '../../src/identity.ts';

/** A product by one name where vendor and model are the same, as in Murano. */
export function formatProduct({ vendor, model }: ProductIdentity): string {
  return vendor === model ? model : `${vendor} / ${model}`;
}
