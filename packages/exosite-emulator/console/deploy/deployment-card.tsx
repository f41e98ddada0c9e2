import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Deployment } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import { Ago } from '../controls/ago.tsx';
import { pagePart } from '../controls/page-part.ts';
import { Pager } from '../controls/pager.tsx';
import { formatPlural } from '../format/count.ts';
import { countTargets, type DeploymentCounts } from './deployment-progress.ts';
import { TargetRow } from './target-row.tsx';

const PAGE_SIZE = 25;

/** How far a deployment has come, device by device. */
export function DeploymentCard({ deployment }: { readonly deployment: Deployment }): VNode {
  const { name, startedAt, targets } = deployment;
  const [wanted, setWanted] = useState(0);
  const counts = countTargets(targets);
  const { page, part } = pagePart(targets, wanted, PAGE_SIZE);
  return (
    <section class="card deployment" aria-label={`Deployment of ${name}`}>
      <header class="card-header">
        <h3>
          <code>{name}</code> to {formatPlural(counts.total, 'device')}
        </h3>
        <p class="muted">
          <Ago seconds={startedAt} />
        </p>
      </header>
      <Progress counts={counts} />
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">State</th>
              <th scope="col">Took</th>
              <th scope="col">Answer (fetch_status)</th>
              <th scope="col">Runs</th>
            </tr>
          </thead>
          <tbody>
            {part.map((target) => (
              <TargetRow key={deviceKey(target)} target={target} packageName={name} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={targets.length} what="devices" onPage={setWanted} />
    </section>
  );
}

const PARTS = [
  ['done', 'done'],
  ['failed', 'failed'],
  ['working', 'picked up'],
  ['waiting', 'waiting for a check-in'],
] as const;

function Progress({ counts }: { readonly counts: DeploymentCounts }): VNode {
  const words = PARTS.filter(([part]) => counts[part] > 0).map(([part, text]) => `${counts[part]} ${text}`);
  return (
    <>
      <div class="progress-bar" aria-hidden="true">
        {PARTS.filter(([part]) => counts[part] > 0).map(([part]) => (
          <span key={part} class={`progress-${part}`} style={{ flexGrow: counts[part] }} />
        ))}
      </div>
      <p class="progress-words" role="status">
        {words.join(', ')}
      </p>
    </>
  );
}
