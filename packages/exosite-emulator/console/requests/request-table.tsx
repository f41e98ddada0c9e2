import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { RequestEntry } from '../../src/http/request-log.ts';
import { Badge } from '../controls/badge.tsx';
import { pagePart } from '../controls/page-part.ts';
import { Pager } from '../controls/pager.tsx';
import { formatBytes } from '../format/bytes.ts';
import { formatMilliseconds } from '../format/duration.ts';
import { formatClock, formatMoment } from '../format/moment.ts';
import { Link } from '../navigation/link.tsx';
import { StatusText } from './status-text.tsx';

const PAGE_SIZE = 100;

/** Requests, the newest first. */
export function RequestTable({ requests }: { readonly requests: readonly RequestEntry[] }): VNode {
  const [wanted, setWanted] = useState(0);
  const { page, part } = pagePart(requests.toReversed(), wanted, PAGE_SIZE);
  if (requests.length === 0) return <p class="nothing">No request is like that.</p>;
  return (
    <>
      <div class="table-scroll">
        <table class="rows compact">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Status</th>
              <th scope="col">Request</th>
              <th scope="col">Device</th>
              <th scope="col" class="number">
                In
              </th>
              <th scope="col" class="number">
                Out
              </th>
              <th scope="col" class="number">
                Took
              </th>
            </tr>
          </thead>
          <tbody>
            {part.map((entry) => (
              <RequestRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={requests.length} what="requests" onPage={setWanted} />
    </>
  );
}

function RequestRow({ entry }: { readonly entry: RequestEntry }): VNode {
  const { at, method, path, query, status, device, bytesIn, bytesOut, durationMs, note, fault } = entry;
  return (
    <tr>
      <td class="number" title={formatMoment(at)}>
        {formatClock(at)}
      </td>
      <td>
        <StatusText status={status} />
      </td>
      <td class="request-cell">
        <code>
          <b>{method}</b> {path}
          {query === '' ? '' : `?${query}`}
        </code>
        {note === undefined && fault === undefined ? null : (
          <span class="request-note">
            {fault === undefined ? null : <Badge tone="waiting">fault: {fault}</Badge>} {note}
          </span>
        )}
      </td>
      <td>
        {device === undefined ? (
          <span class="muted">unknown</span>
        ) : (
          <Link to={{ page: 'device', device, section: 'data' }}>{device.serial}</Link>
        )}
      </td>
      <td class="number">{formatBytes(bytesIn)}</td>
      <td class="number">{formatBytes(bytesOut)}</td>
      <td class="number">{formatMilliseconds(durationMs)}</td>
    </tr>
  );
}
