import { type VNode } from 'preact';
import type { DeviceView } from '../../src/console/api.ts';
import { EmptyState } from '../controls/empty-state.tsx';
import { DeviceInfoCard } from './device-info-card.tsx';
import { EngineReportCard } from './engine-report-card.tsx';
import { FetchStatusCard } from './fetch-status-card.tsx';
import { UsageReportCard } from './usage-report-card.tsx';

/** What Gateway Engine reports of a device, each in its own form. */
export function ReportsSection({ view }: { readonly view: DeviceView }): VNode {
  const latest = (alias: string): DeviceView['aliases'][number]['latest'] =>
    view.aliases.find((entry) => entry.alias === alias)?.latest;
  const [engine, info, usage, status] = ['engine_report', 'device_info', 'usage_report', 'fetch_status'].map(latest);
  if (engine === undefined && info === undefined && usage === undefined && status === undefined) {
    return (
      <EmptyState icon="delivery" title="No reports yet">
        <p>
          Gateway Engine writes <code>engine_report</code>, <code>device_info</code> and <code>usage_report</code> when
          it checks in. Start one with this device&rsquo;s identity, or write the resources by hand under{' '}
          <strong>Data</strong>.
        </p>
      </EmptyState>
    );
  }
  return (
    <div class="reports">
      {engine === undefined ? null : <EngineReportCard report={engine} />}
      {status === undefined || status.text === '' ? null : <FetchStatusCard report={status} />}
      {info === undefined ? null : <DeviceInfoCard report={info} />}
      {usage === undefined ? null : <UsageReportCard report={usage} />}
    </div>
  );
}
