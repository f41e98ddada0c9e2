import { type VNode } from 'preact';
import type { ValueView } from '../../src/console/api.ts';
import { parseEngineApps } from '../../src/console/engine-apps.ts';
import { findQueueFacts } from '../../src/console/queue-facts.ts';
import { Badge } from '../controls/badge.tsx';
import { formatBytes } from '../format/bytes.ts';
import { formatDuration } from '../format/duration.ts';
import { ReportCard } from './report-card.tsx';
import { toneOfState } from './app-state.ts';

/** Which apps are installed and how they do (gwe 54 to 57). */
export function EngineReportCard({ report }: { readonly report: ValueView }): VNode {
  const apps = parseEngineApps(report.text);
  const queue = findQueueFacts(report.text);
  const hasUsage = apps.some(({ cpuSeconds, memoryBytes }) => cpuSeconds !== undefined || memoryBytes !== undefined);
  return (
    <ReportCard title="Apps" alias="engine_report" report={report}>
      {apps.length === 0 ? (
        <p class="nothing">It lists no apps.</p>
      ) : (
        <div class="table-scroll">
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">App</th>
                <th scope="col">Version</th>
                <th scope="col">State</th>
                <th scope="col">Up for</th>
                <th scope="col">Exit status</th>
                {hasUsage ? (
                  <>
                    <th scope="col" class="number">
                      CPU time
                    </th>
                    <th scope="col" class="number">
                      Memory
                    </th>
                  </>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {apps.map(({ name, version, status, uptime, exitStatus, cpuSeconds, memoryBytes }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{version === '' ? <span class="muted">not installed by the engine</span> : version}</td>
                  <td>
                    {status === '' ? (
                      <span class="muted">no process</span>
                    ) : (
                      <Badge tone={toneOfState(status)}>{status}</Badge>
                    )}
                  </td>
                  <td>{uptime}</td>
                  <td>{exitStatus}</td>
                  {hasUsage ? (
                    <>
                      <td class="number">{cpuSeconds === undefined ? '' : formatDuration(cpuSeconds)}</td>
                      <td class="number">{memoryBytes === undefined ? '' : formatBytes(memoryBytes)}</td>
                    </>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {queue.length === 0 ? null : (
        <dl class="facts">
          {queue.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
      )}
    </ReportCard>
  );
}
