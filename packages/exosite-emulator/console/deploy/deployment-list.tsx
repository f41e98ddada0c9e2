import { type VNode } from 'preact';
import type { ProductIdentity } from '../../src/identity.ts';
import { useLive } from '../state/console-context.ts';
import { DeploymentCard } from './deployment-card.tsx';

/** The deployments of a product, the latest first. */
export function DeploymentList({ product }: { readonly product: ProductIdentity }): VNode | null {
  const deployments = useLive()
    .deployments.filter(({ product: { vendor, model } }) => vendor === product.vendor && model === product.model)
    .toReversed();
  if (deployments.length === 0) return null;
  return (
    <>
      <h2 class="section-title">Deployments</h2>
      {deployments.map((deployment) => (
        <DeploymentCard key={deployment.id} deployment={deployment} />
      ))}
    </>
  );
}
