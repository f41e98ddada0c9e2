import { type DeviceIdentity } from '../identity.ts';
import { type DeviceInfo } from '../types.ts';
import { type Change, type DeviceSummary, type FaultView, type ProductView } from './api.ts';
import { listProducts } from './content-view.ts';
import { deviceKey } from './device-key.ts';
import { toFaultView } from './fault-view.ts';
import { type ConsoleHost } from './host.ts';

/** What the pages show at one moment, apart from values, requests and deployments, which come as events. */
export interface LiveState {
  readonly isOnline: boolean;
  readonly devices: readonly DeviceSummary[];
  readonly products: readonly ProductView[];
  readonly faults: readonly FaultView[];
}

/** Reads the state from the platform. */
export function readLiveState({ platform, network }: ConsoleHost): LiveState {
  const { devices } = platform;
  return {
    isOnline: network.isOnline(),
    devices: devices.all().map((device) => toSummary(devices.info(device))),
    products: listProducts(platform),
    faults: platform.faults.list().map(toFaultView),
  };
}

function toSummary({ vendor, model, serial, status, lastSeen }: DeviceInfo): DeviceSummary {
  const summary = { vendor, model, serial, status };
  return lastSeen === undefined ? summary : { ...summary, lastSeen };
}

/** What is another in `after`. */
export function diffLiveState(before: LiveState, after: LiveState): Omit<Change, 'nowMs'> {
  const { changed, removed } = diffDevices(before.devices, after.devices);
  return {
    ...(before.isOnline === after.isOnline ? {} : { isOnline: after.isOnline }),
    ...(changed.length === 0 ? {} : { devices: changed }),
    ...(removed.length === 0 ? {} : { removedDevices: removed }),
    ...(isSame(before.products, after.products) ? {} : { products: after.products }),
    ...(isSame(before.faults, after.faults) ? {} : { faults: after.faults }),
  };
}

function diffDevices(
  before: readonly DeviceSummary[],
  after: readonly DeviceSummary[],
): { readonly changed: readonly DeviceSummary[]; readonly removed: readonly DeviceIdentity[] } {
  const known = new Map(before.map((device) => [deviceKey(device), device]));
  const changed: DeviceSummary[] = [];
  for (const device of after) {
    const key = deviceKey(device);
    const earlier = known.get(key);
    known.delete(key);
    if (earlier?.status !== device.status || earlier.lastSeen !== device.lastSeen) changed.push(device);
  }
  const removed = [...known.values()].map(({ vendor, model, serial }) => ({ vendor, model, serial }));
  return { changed, removed };
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
