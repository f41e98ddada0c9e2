import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ValueView } from '../../src/console/api.ts';
import { pagePart } from '../controls/page-part.ts';
import { Pager } from '../controls/pager.tsx';
import { formatMoment } from '../format/moment.ts';

const PAGE_SIZE = 50;

/** Values with their times, the newest first. */
export function SeriesTable({ points }: { readonly points: readonly ValueView[] }): VNode {
  const [wanted, setWanted] = useState(0);
  const { page, part } = pagePart(points.toReversed(), wanted, PAGE_SIZE);
  return (
    <>
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Value</th>
              <th scope="col">Epoch seconds</th>
            </tr>
          </thead>
          <tbody>
            {part.map(({ timestamp, text }) => (
              <tr key={timestamp}>
                <td class="number">{formatMoment(timestamp * 1000)}</td>
                <td class="value-cell">{text === '' ? <i class="muted">empty</i> : text}</td>
                <td class="number muted">{timestamp}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={points.length} what="values" onPage={setWanted} />
    </>
  );
}
