import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SeriesHealth } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import { Ago } from '../controls/ago.tsx';
import { Badge } from '../controls/badge.tsx';
import { pagePart } from '../controls/page-part.ts';
import { Pager } from '../controls/pager.tsx';
import { formatCount, formatPlural } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { formatMoment } from '../format/moment.ts';
import { Link } from '../navigation/link.tsx';
import { missingOf } from './delivery-totals.ts';

const PAGE_SIZE = 50;

/** Time series, those with trouble first. */
export function SeriesHealthTable({ series }: { readonly series: readonly SeriesHealth[] }): VNode {
  const [wanted, setWanted] = useState(0);
  const { page, part } = pagePart(series, wanted, PAGE_SIZE);
  if (series.length === 0) return <p class="nothing">No series is like that.</p>;
  return (
    <>
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col">Rhythm</th>
              <th scope="col" class="number">
                Values
              </th>
              <th scope="col">Gaps</th>
              <th scope="col">Late</th>
              <th scope="col">Last value</th>
            </tr>
          </thead>
          <tbody>
            {part.map((entry) => (
              <HealthRow key={`${deviceKey(entry)}\n${entry.alias}`} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={series.length} what="series" onPage={setWanted} />
    </>
  );
}

function HealthRow({ entry }: { readonly entry: SeriesHealth }): VNode {
  const { vendor, model, serial, alias, rhythmSeconds, points, gaps, late, lastAt } = entry;
  return (
    <tr>
      <th scope="row">
        <Link to={{ page: 'device', device: { vendor, model, serial }, section: 'data' }} class="row-link">
          {alias}
        </Link>
        <span class="sub">{serial}</span>
      </th>
      <td>
        {rhythmSeconds === undefined ? <span class="muted">none</span> : `every ${formatDuration(rhythmSeconds)}`}
      </td>
      <td class="number">{formatCount(points)}</td>
      <td>
        {gaps.length === 0 ? (
          rhythmSeconds === undefined ? null : (
            <Badge tone="good">whole</Badge>
          )
        ) : (
          <details>
            <summary>
              <Badge tone="bad">{formatPlural(missingOf(entry), 'value')} missing</Badge>
            </summary>
            <ul class="gaps">
              {gaps.map(({ from, to, missing }) => (
                <li key={from}>
                  {formatDuration(to - from)} from {formatMoment(from * 1000)}, {formatPlural(missing, 'value')}
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td>
        {late === undefined ? null : (
          <>
            {formatPlural(late.values, 'value')}, up to {formatDuration(late.maxDelaySeconds)}
            <span class="sub">
              last one <Ago seconds={late.lastArrivedAtMs / 1000} />, {formatDuration(late.lastDelaySeconds)} late
            </span>
          </>
        )}
      </td>
      <td>
        <Ago seconds={lastAt} />
      </td>
    </tr>
  );
}
