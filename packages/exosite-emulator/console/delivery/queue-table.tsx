import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { QueueReport } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import { Ago } from '../controls/ago.tsx';
import { pagePart } from '../controls/page-part.ts';
import { Pager } from '../controls/pager.tsx';
import { Link } from '../navigation/link.tsx';

const PAGE_SIZE = 25;

/** What gateways say of their own queues. */
export function QueueTable({ queues }: { readonly queues: readonly QueueReport[] }): VNode {
  const [wanted, setWanted] = useState(0);
  const { page, part } = pagePart(queues, wanted, PAGE_SIZE);
  return (
    <section class="card" aria-label="Queues of gateways">
      <h2>Queues of gateways</h2>
      {queues.length === 0 ? (
        <p class="nothing">
          No gateway reports a queue. Gateway Engine does so in <code>engine_report</code> when its message queue runs.
        </p>
      ) : (
        <div class="table-scroll">
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">Gateway</th>
                <th scope="col">What it reports</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {part.map((queue) => (
                <QueueRow key={`${deviceKey(queue)}\n${queue.alias}`} queue={queue} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pageSize={PAGE_SIZE} total={queues.length} what="reports" onPage={setWanted} />
    </section>
  );
}

function QueueRow({ queue }: { readonly queue: QueueReport }): VNode {
  const { vendor, model, serial, facts, reportedAt } = queue;
  return (
    <tr>
      <th scope="row">
        <Link to={{ page: 'device', device: { vendor, model, serial }, section: 'reports' }} class="row-link">
          {serial}
        </Link>
      </th>
      <td>
        {facts.map(([name, value]) => (
          <span key={name} class="fact">
            {name} <b>{value}</b>
          </span>
        ))}
      </td>
      <td>
        <Ago seconds={reportedAt} />
      </td>
    </tr>
  );
}
