import { type VNode } from 'preact';
import type { ValueView } from '../../src/console/api.ts';
import { formatBytes } from '../format/bytes.ts';
import { formatCount } from '../format/count.ts';
import { ReportCard } from './report-card.tsx';
import { parseUsage, totalOf } from './usage.ts';

/** What the gateway's traffic went into, the largest first (gwe 59). */
export function UsageReportCard({ report }: { readonly report: ValueView }): VNode {
  const rows = parseUsage(report.text);
  const largest = Math.max(1, ...rows.map(totalOf));
  return (
    <ReportCard title="Traffic" alias="usage_report" report={report}>
      {rows.length === 0 ? (
        <p class="nothing">It lists no traffic.</p>
      ) : (
        <div class="table-scroll">
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Interface</th>
                <th scope="col" class="number">
                  Requests
                </th>
                <th scope="col" class="number">
                  Received
                </th>
                <th scope="col" class="number">
                  Sent
                </th>
                <th scope="col">Share</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.interfaceName}\n${row.group}\n${row.source}`}>
                  <th scope="row">{row.source}</th>
                  <td>
                    {row.interfaceName}
                    {row.group === '' ? '' : ` · ${row.group}`}
                  </td>
                  <td class="number">{formatCount(row.requests)}</td>
                  <td class="number" title={`largest ${formatBytes(row.maxReceivedBytes)}`}>
                    {formatBytes(row.receivedBytes)}
                  </td>
                  <td class="number" title={`largest ${formatBytes(row.maxSentBytes)}`}>
                    {formatBytes(row.sentBytes)}
                  </td>
                  <td>
                    <progress value={totalOf(row)} max={largest} aria-label={`Traffic of ${row.source}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ReportCard>
  );
}
