import { type VNode } from 'preact';
import type { ValueView } from '../../src/console/api.ts';
import { formatMoment } from '../format/moment.ts';
import { formatValue } from '../format/value-text.ts';

/** A value that is no number, whole and readable. */
export function LatestText({ value }: { readonly value: ValueView }): VNode {
  return (
    <>
      <p class="muted">Stored {formatMoment(value.timestamp * 1000)}</p>
      {value.text === '' ? (
        <p class="nothing">Empty.</p>
      ) : (
        <pre class="value-text" tabIndex={0} role="region" aria-label="Latest value">
          {formatValue(value.text)}
        </pre>
      )}
    </>
  );
}
