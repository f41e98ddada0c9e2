import { type VNode } from 'preact';
import type { Deployment, DeploymentTarget } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import type { DeviceIdentity } from '../../src/identity.ts';
import { TargetBadge } from '../deploy/target-badge.tsx';
import { Link } from '../navigation/link.tsx';
import { useLive } from '../state/console-context.ts';

/** The latest deployment to this device, if there is one. */
export function DeviceNotices({ device }: { readonly device: DeviceIdentity }): VNode | null {
  const { deployments } = useLive();
  const latest = findLatest(deployments, device);
  if (latest === undefined) return null;
  const { deployment, target } = latest;
  const { vendor, model } = device;
  return (
    <p class="device-deployment">
      Latest deployment: <code>{deployment.name}</code> <TargetBadge target={target} />
      <Link to={{ page: 'content', product: { vendor, model } }}>Show</Link>
    </p>
  );
}

function findLatest(
  deployments: readonly Deployment[],
  device: DeviceIdentity,
): { readonly deployment: Deployment; readonly target: DeploymentTarget } | undefined {
  const key = deviceKey(device);
  for (const deployment of deployments.toReversed()) {
    const target = deployment.targets.find((candidate) => deviceKey(candidate) === key);
    if (target !== undefined) return { deployment, target };
  }
  return undefined;
}
