import { type VNode } from 'preact';
import type { DeploymentTarget } from '../../src/console/api.ts';
import { Badge } from '../controls/badge.tsx';
import { formatDuration } from '../format/duration.ts';
import { Link } from '../navigation/link.tsx';
import { toneOfState } from '../reports/app-state.ts';
import { lastLineOf, runsDeployed } from './deployment-progress.ts';
import { TargetBadge } from './target-badge.tsx';

/** One device of a deployment. */
export function TargetRow(props: { readonly target: DeploymentTarget; readonly packageName: string }): VNode {
  const { target, packageName } = props;
  const { serial, sentAt, pickedUpAt, reportedAt, report } = target;
  const { vendor, model } = target;
  const latest = reportedAt ?? pickedUpAt;
  return (
    <tr>
      <th scope="row">
        <Link to={{ page: 'device', device: { vendor, model, serial }, section: 'reports' }} class="row-link">
          {serial}
        </Link>
      </th>
      <td>
        <TargetBadge target={target} />
      </td>
      <td class="number">{latest === undefined ? '' : formatDuration(latest - sentAt)}</td>
      <td class="report-cell">
        {report === undefined ? null : (
          <details>
            <summary>{lastLineOf(report)}</summary>
            <pre class="value-text">{report}</pre>
          </details>
        )}
      </td>
      <td>
        {target.running === undefined ? null : (
          <>
            {target.running.version}
            {runsDeployed(target, packageName) === false ? <span class="muted"> (other)</span> : null}{' '}
            {target.running.status === '' ? null : (
              <Badge tone={toneOfState(target.running.status)}>{target.running.status}</Badge>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
