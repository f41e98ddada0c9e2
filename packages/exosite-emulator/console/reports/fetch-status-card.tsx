import { type VNode } from 'preact';
import type { ValueView } from '../../src/console/api.ts';
import { ReportCard } from './report-card.tsx';

/** What the last installation said (gwe 70). */
export function FetchStatusCard({ report }: { readonly report: ValueView }): VNode {
  return (
    <ReportCard title="Last installation" alias="fetch_status" report={report}>
      <pre class="value-text" tabIndex={0} role="region" aria-label="Output of the last installation">
        {report.text}
      </pre>
    </ReportCard>
  );
}
