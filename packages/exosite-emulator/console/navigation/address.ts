import type { DeviceIdentity, ProductIdentity } from '../../src/identity.ts';

/** The parts of a device's page. */
export type DeviceSection = 'data' | 'reports' | 'setup';

/** Where one can be. */
export type Address =
  | { readonly page: 'devices' }
  | { readonly page: 'device'; readonly device: DeviceIdentity; readonly section: DeviceSection }
  | { readonly page: 'content'; readonly product?: ProductIdentity }
  | { readonly page: 'requests'; readonly search: string }
  | { readonly page: 'faults' }
  | { readonly page: 'delivery' }
  | { readonly page: 'unknown' };

/** Parses path and query of the browser. */
export function parseAddress(path: string, query = ''): Address {
  const [page = '', ...segments] = path.split('/').slice(1).map(decodeSegment);
  const rest = segments.filter((segment) => segment !== '');
  switch (page) {
    case '':
      return { page: 'devices' };
    case 'devices':
      return parseDevices(rest);
    case 'content': {
      const [vendor, model] = rest;
      return vendor === undefined || model === undefined ? { page } : { page, product: { vendor, model } };
    }
    case 'requests':
      return { page, search: new URLSearchParams(query).get('search') ?? '' };
    case 'faults':
    case 'delivery':
      return { page };
    default:
      return { page: 'unknown' };
  }
}

function parseDevices([vendor, model, serial, section = 'data']: readonly string[]): Address {
  if (vendor === undefined) return { page: 'devices' };
  const isSection = section === 'data' || section === 'reports' || section === 'setup';
  if (model === undefined || serial === undefined || !isSection) return { page: 'unknown' };
  return { page: 'device', device: { vendor, model, serial }, section };
}

/** Path and query of an address. */
export function formatAddress(address: Address): string {
  switch (address.page) {
    case 'device': {
      const { vendor, model, serial } = address.device;
      const path = ['/devices', ...[vendor, model, serial].map(encodeURIComponent)].join('/');
      return address.section === 'data' ? path : `${path}/${address.section}`;
    }
    case 'content': {
      const { product } = address;
      if (product === undefined) return '/content';
      return `/content/${encodeURIComponent(product.vendor)}/${encodeURIComponent(product.model)}`;
    }
    case 'requests':
      return address.search === '' ? '/requests' : `/requests?${new URLSearchParams({ search: address.search })}`;
    case 'unknown':
      return '/';
    default:
      return `/${address.page}`;
  }
}

/** Title of the page, as the browser's tab and a screen reader tell it. */
export function titleOf(address: Address): string {
  switch (address.page) {
    case 'device':
      return address.device.serial;
    case 'unknown':
      return 'Not found';
    case 'delivery':
      return 'Gaps and backlog';
    default:
      return `${address.page.charAt(0).toUpperCase()}${address.page.slice(1)}`;
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign stands for itself.
    return segment;
  }
}
