import { type Call } from '../../http/exchange.ts';
import { type ProductIdentity } from '../../identity.ts';
import { isName } from '../../arguments.ts';

/**
 * The product that a management path means. Such paths name only the model (exosite 4): the vendor is
 * `X-Exosite-Vendor`, else the one known vendor that has this model, else, as in Murano, the model itself.
 */
export function productOf({ platform, request, params }: Call): ProductIdentity | undefined {
  const model = params['model'] ?? '';
  const header = request.headers['x-exosite-vendor'];
  const named = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  const vendor =
    named === '' ? (onlyVendor([...platform.devices.all(), ...platform.content.products()], model) ?? model) : named;
  return isName(model) && isName(vendor) ? { vendor, model } : undefined;
}

function onlyVendor(products: readonly ProductIdentity[], model: string): string | undefined {
  const vendors = new Set(products.filter((product) => product.model === model).map(({ vendor }) => vendor));
  const [vendor] = vendors;
  return vendors.size === 1 ? vendor : undefined;
}
