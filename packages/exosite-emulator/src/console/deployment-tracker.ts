import { type DeviceIdentity, type ProductIdentity } from '../identity.ts';
import { type WriteEvent } from '../types.ts';
import { type Deployment, type DeploymentTarget } from './api.ts';
import { deviceKey } from './device-key.ts';
import { parseEngineApps } from './engine-apps.ts';
import { parsePackageName } from './package-name.ts';

/** How many deployments are remembered; the oldest leave first. */
const MAX_DEPLOYMENTS = 20;
/** Longest report that is kept of one device. */
const MAX_REPORT_CHARS = 64 * 1024;

/** Follows install commands from `engine_fetch` to `fetch_status` (gwe 70). In memory only. */
export interface DeploymentTracker {
  /** Remembers a command that is about to be written to these devices. */
  begin(product: ProductIdentity, name: string, devices: readonly DeviceIdentity[], nowSeconds: number): Deployment;
  /** Takes note of a value. */
  observe(event: WriteEvent, nowSeconds: number): void;
  all(): readonly Deployment[];
  /** What changed since the last call, with the changed targets only. */
  takeChanges(): readonly Deployment[];
}

interface Followed {
  readonly head: Omit<Deployment, 'targets'>;
  readonly targets: Map<string, DeploymentTarget>;
  readonly changed: Set<string>;
}

/** A tracker that knows of no deployment. */
export function createDeploymentTracker(): DeploymentTracker {
  const followed: Followed[] = [];
  /** The deployment that each device is busy with. */
  const current = new Map<string, Followed>();
  let lastId = 0;

  function replace(deployment: Followed, key: string, target: DeploymentTarget): void {
    deployment.targets.set(key, target);
    deployment.changed.add(key);
  }

  return {
    begin(product, name, devices, nowSeconds) {
      lastId += 1;
      const { vendor, model } = product;
      const head = { id: lastId, product: { vendor, model }, name, startedAt: nowSeconds };
      const deployment: Followed = { head, targets: new Map(), changed: new Set() };
      for (const { vendor, model, serial } of devices) {
        const key = deviceKey({ vendor, model, serial });
        const earlier = current.get(key);
        const before = earlier?.targets.get(key);
        if (earlier !== undefined && before?.state === 'sent')
          replace(earlier, key, { ...before, state: 'superseded' });
        current.set(key, deployment);
        replace(deployment, key, { vendor, model, serial, state: 'sent', sentAt: nowSeconds });
      }
      followed.push(deployment);
      const dropped = followed.length > MAX_DEPLOYMENTS ? followed.shift() : undefined;
      for (const key of dropped?.targets.keys() ?? []) if (current.get(key) === dropped) current.delete(key);
      return toDeployment(deployment);
    },
    observe(event, nowSeconds) {
      if (event.by !== 'device') return;
      const key = deviceKey(event.device);
      const deployment = current.get(key);
      const before = deployment?.targets.get(key);
      if (deployment === undefined || before === undefined) return;
      const after = advance(before, deployment.head.name, event, nowSeconds);
      if (after !== before) replace(deployment, key, after);
    },
    all: () => followed.map(toDeployment),
    takeChanges() {
      const changes: Deployment[] = [];
      for (const { head, targets, changed } of followed) {
        if (changed.size === 0) continue;
        changes.push({
          ...head,
          targets: [...targets].filter(([key]) => changed.has(key)).map(([, target]) => target),
        });
        changed.clear();
      }
      return changes;
    },
  };
}

function toDeployment({ head, targets }: Followed): Deployment {
  return { ...head, targets: [...targets.values()] };
}

/** The target after a value of its device; the same object if the value says nothing new. */
export function advance(
  target: DeploymentTarget,
  packageName: string,
  { alias, text }: Pick<WriteEvent, 'alias' | 'text'>,
  nowSeconds: number,
): DeploymentTarget {
  if (alias === 'engine_fetch' && text.trim() === '' && target.state === 'sent') {
    return { ...target, state: 'pickedUp', pickedUpAt: nowSeconds };
  }
  if (alias === 'fetch_status' && text.trim() !== '') {
    return { ...target, state: 'reported', reportedAt: nowSeconds, report: text.slice(0, MAX_REPORT_CHARS) };
  }
  if (alias === 'engine_report') {
    const app = parseEngineApps(text).find(({ name }) => name === parsePackageName(packageName)?.name);
    const { version, status } = app ?? {};
    if (version === undefined || status === undefined) return target;
    if (target.running?.version === version && target.running.status === status) return target;
    return { ...target, running: { version, status } };
  }
  return target;
}
