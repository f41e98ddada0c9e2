import { type VNode } from 'preact';
import type { ValueView } from '../../src/console/api.ts';
import { parseDeviceFacts } from './device-facts.ts';
import { ReportCard } from './report-card.tsx';

/** The machine (gwe 53). */
export function DeviceInfoCard({ report }: { readonly report: ValueView }): VNode {
  const info = parseDeviceFacts(report.text);
  return (
    <ReportCard title="Machine" alias="device_info" report={report}>
      {info === undefined ? <p class="nothing">It is not a JSON object.</p> : null}
      <dl class="facts">
        {info?.facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {info?.outputs.map(([name, text]) => (
        <figure key={name} class="output">
          <figcaption>{name}</figcaption>
          <pre tabIndex={0} role="region" aria-label={name}>
            {text}
          </pre>
        </figure>
      ))}
    </ReportCard>
  );
}
