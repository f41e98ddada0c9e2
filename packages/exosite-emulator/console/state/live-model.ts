import type { RequestEntry } from '../../src/http/request-log.ts';
import type { Change, Deployment, DeviceSummary, FaultView, ProductView, Snapshot } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';

/** `connecting` only before the first answer; `lost` while the emulator does not answer. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Everything that the stream has told so far. */
export interface LiveModel {
  readonly connection: Connection;
  readonly platformUrl: string;
  readonly isOnline: boolean;
  /** The platform's clock minus the browser's, in milliseconds. */
  readonly clockOffsetMs: number;
  readonly devices: ReadonlyMap<string, DeviceSummary>;
  readonly products: readonly ProductView[];
  /** Oldest first. */
  readonly requests: readonly RequestEntry[];
  readonly faults: readonly FaultView[];
  /** Oldest first. */
  readonly deployments: readonly Deployment[];
}

/** As many as the emulator keeps. */
const MAX_REQUESTS = 1000;
const MAX_DEPLOYMENTS = 20;

/** Before the first event. */
export const EMPTY_MODEL: LiveModel = {
  connection: 'connecting',
  platformUrl: '',
  isOnline: true,
  clockOffsetMs: 0,
  devices: new Map(),
  products: [],
  requests: [],
  faults: [],
  deployments: [],
};

/** The model after a first event: nothing of before is kept. */
export function modelOfSnapshot({ nowMs, devices, ...rest }: Snapshot, browserNowMs: number): LiveModel {
  return {
    ...rest,
    connection: 'live',
    clockOffsetMs: nowMs - browserNowMs,
    devices: new Map(devices.map((device) => [deviceKey(device), device])),
  };
}

/** The model after a later event. */
export function applyChange(model: LiveModel, change: Change): LiveModel {
  return {
    ...model,
    isOnline: change.isOnline ?? model.isOnline,
    products: change.products ?? model.products,
    faults: change.faults ?? model.faults,
    devices: mergeDevices(model.devices, change),
    requests:
      change.requests === undefined ? model.requests : [...model.requests, ...change.requests].slice(-MAX_REQUESTS),
    deployments: mergeDeployments(model.deployments, change.deployments ?? []),
  };
}

function mergeDevices(before: LiveModel['devices'], { devices, removedDevices }: Change): LiveModel['devices'] {
  if (devices === undefined && removedDevices === undefined) return before;
  const merged = new Map(before);
  for (const device of removedDevices ?? []) merged.delete(deviceKey(device));
  for (const device of devices ?? []) merged.set(deviceKey(device), device);
  return merged;
}

function mergeDeployments(before: readonly Deployment[], changed: readonly Deployment[]): readonly Deployment[] {
  if (changed.length === 0) return before;
  const merged = new Map(before.map((deployment) => [deployment.id, deployment]));
  for (const deployment of changed) {
    const targets = new Map(merged.get(deployment.id)?.targets.map((target) => [deviceKey(target), target]));
    for (const target of deployment.targets) targets.set(deviceKey(target), target);
    merged.set(deployment.id, { ...deployment, targets: [...targets.values()] });
  }
  return [...merged.values()].slice(-MAX_DEPLOYMENTS);
}
