import type { DeviceSummary } from '../../src/console/api.ts';
import type { DeviceStatus } from '../../src/types.ts';

/** Which devices to show, and in which order. */
export interface DeviceQuery {
  readonly search: string;
  readonly status: DeviceStatus | 'any';
  readonly sort: 'name' | 'lastSeen';
}

/** The devices that a query asks for. Every word of the search must be in vendor, model or serial. */
export function queryDevices(devices: Iterable<DeviceSummary>, query: DeviceQuery): readonly DeviceSummary[] {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...devices].filter((device) => {
    const text = `${device.vendor} ${device.model} ${device.serial}`.toLowerCase();
    return (query.status === 'any' || device.status === query.status) && words.every((word) => text.includes(word));
  });
  return found.sort(query.sort === 'name' ? compareNames : compareLastSeen);
}

const HARDWARE_ADDRESS = /^[0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5}$/i;
const NATURAL = new Intl.Collator('en', { numeric: true });

function compareNames(left: DeviceSummary, right: DeviceSummary): number {
  return (
    NATURAL.compare(left.vendor, right.vendor) ||
    NATURAL.compare(left.model, right.model) ||
    compareSerials(left.serial, right.serial)
  );
}

/** `gw-2` before `gw-10`; but the digits of hardware addresses are hexadecimal, and `0A` is behind `09`. */
function compareSerials(left: string, right: string): number {
  if (HARDWARE_ADDRESS.test(left) && HARDWARE_ADDRESS.test(right)) {
    return left.toUpperCase() < right.toUpperCase() ? -1 : 1;
  }
  return NATURAL.compare(left, right);
}

function compareLastSeen(left: DeviceSummary, right: DeviceSummary): number {
  return (right.lastSeen ?? 0) - (left.lastSeen ?? 0) || compareNames(left, right);
}
