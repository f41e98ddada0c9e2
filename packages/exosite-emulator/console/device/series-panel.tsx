import { type VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { DeviceIdentity } from '../../src/identity.ts';
import { TimeChart } from '../chart/time-chart.tsx';
import { Icon } from '../controls/icon.tsx';
import { Segments } from '../controls/segments.tsx';
import { formatPlural } from '../format/count.ts';
import { aliasApiPath } from '../state/api-client.ts';
import { LatestText } from './latest-text.tsx';
import { chartColumns } from './series-model.ts';
import { SeriesTable } from './series-table.tsx';
import { useSeries } from './use-series.ts';

type Look = 'chart' | 'table';

/** One resource over time: a chart if its values are numbers, a table always. */
export function SeriesPanel({ device, alias }: { readonly device: DeviceIdentity; readonly alias: string }): VNode {
  const series = useSeries(device, alias);
  const [look, setLook] = useState<Look>('chart');
  const columns = useMemo(() => chartColumns(series?.points ?? []), [series]);
  const last = series?.points.at(-1);
  return (
    <section class="card series" aria-label={`Resource ${alias}`}>
      <header class="card-header">
        <h2>{alias}</h2>
        <div class="actions">
          <Segments
            legend="Show as"
            choices={[
              ['chart', columns === undefined ? 'Latest' : 'Chart'],
              ['table', 'Table'],
            ]}
            value={look}
            onValue={setLook}
          />
          <a class="button small" href={`${aliasApiPath(device, alias)}/values.csv`} download>
            <Icon name="download" /> CSV
          </a>
        </div>
      </header>
      {series === undefined ? (
        <p class="loading">Reading…</p>
      ) : last === undefined ? (
        <p class="nothing">No values.</p>
      ) : look === 'table' ? (
        <SeriesTable points={series.points} />
      ) : columns === undefined ? (
        <LatestText value={last} />
      ) : (
        <TimeChart name={alias} columns={columns} />
      )}
      {series === undefined ? null : (
        <p class="card-note">
          {formatPlural(series.points.length, 'value')}
          {series.isCut ? '. Older ones are left out here; the CSV file has them all.' : ''}
        </p>
      )}
    </section>
  );
}
