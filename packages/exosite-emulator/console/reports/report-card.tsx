import { type ComponentChildren, type VNode } from 'preact';
import type { ValueView } from '../../src/console/api.ts';
import { Ago } from '../controls/ago.tsx';
import { formatValue } from '../format/value-text.ts';

/** The frame of a report; the text as it came is one click away. */
export function ReportCard(props: {
  readonly title: string;
  readonly alias: string;
  readonly report: ValueView;
  readonly children: ComponentChildren;
}): VNode {
  const { title, alias, report } = props;
  return (
    <section class="card report" aria-label={title}>
      <header class="card-header">
        <h2>{title}</h2>
        <p class="muted">
          <code>{alias}</code> · <Ago seconds={report.timestamp} />
        </p>
      </header>
      {props.children}
      <details class="raw">
        <summary>As it was written</summary>
        <pre class="value-text" tabIndex={0} role="region" aria-label={`Text of ${alias}`}>
          {formatValue(report.text)}
        </pre>
      </details>
    </section>
  );
}
