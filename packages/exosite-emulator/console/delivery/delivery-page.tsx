import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { EmptyState } from '../controls/empty-state.tsx';
import { Segments } from '../controls/segments.tsx';
import { TextField } from '../controls/text-field.tsx';
import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { totalsOf } from './delivery-totals.ts';
import { QueueTable } from './queue-table.tsx';
import { SeriesHealthTable } from './series-health-table.tsx';
import { useDelivery } from './use-delivery.ts';

/** Whether the data is whole, and what waits in queues. */
export function DeliveryPage(): VNode {
  const view = useDelivery();
  const [search, setSearch] = useState('');
  const [which, setWhich] = useState<'all' | 'troubled'>('all');
  const totals = view === undefined ? undefined : totalsOf(view);
  const found = (view?.series ?? []).filter(
    ({ vendor, model, serial, alias, gaps, late }) =>
      `${vendor} ${model} ${serial} ${alias}`.toLowerCase().includes(search.toLowerCase().trim()) &&
      (which === 'all' || gaps.length > 0 || late !== undefined),
  );
  return (
    <>
      <PageHeader title="Gaps and backlog">
        Whether time series are whole, how late values arrive, and what waits in the queues of gateways.
      </PageHeader>
      {view === undefined || totals === undefined ? (
        <p class="loading">Looking at all series…</p>
      ) : view.series.length === 0 ? (
        <EmptyState icon="delivery" title="No time series yet">
          <p>
            Once devices write values, this page shows where some are missing and which came late. Cut a gateway off
            under <strong>Faults</strong>, bring it back, and watch its queue catch up.
          </p>
        </EmptyState>
      ) : (
        <>
          <dl class="figures">
            <Figure name="Time series" value={formatCount(totals.series)} />
            <Figure name="With gaps" value={formatCount(totals.withGaps)} isBad={totals.withGaps > 0} />
            <Figure name="Values missing" value={formatCount(totals.missing)} isBad={totals.missing > 0} />
            <Figure name="Values that came late" value={formatCount(totals.lateValues)} />
            <Figure
              name="Longest delay"
              value={totals.maxDelaySeconds === 0 ? '–' : formatDuration(totals.maxDelaySeconds)}
            />
          </dl>
          <QueueTable queues={view.queues} />
          <section class="card" aria-label="Time series">
            <div class="toolbar">
              <TextField label="Search" type="search" class="grow" value={search} onValue={setSearch} />
              <Segments
                legend="Which series"
                choices={[
                  ['all', 'All'],
                  ['troubled', 'With gaps or late'],
                ]}
                value={which}
                onValue={setWhich}
              />
            </div>
            <SeriesHealthTable series={found} />
            <p class="card-note">
              A gap is a step of more than two and a half times the usual one; series without a rhythm have none. Late
              is more than 5 seconds, counted since the emulator started.
              {view.leftOut > 0 ? ` ${formatCount(view.leftOut)} more series are left out.` : ''}
            </p>
          </section>
        </>
      )}
    </>
  );
}

function Figure(props: { readonly name: string; readonly value: string; readonly isBad?: boolean }): VNode {
  return (
    <div class={`card figure ${props.isBad === true ? 'is-bad' : ''}`}>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </div>
  );
}
