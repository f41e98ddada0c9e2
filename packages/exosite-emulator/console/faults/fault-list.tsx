import { type VNode } from 'preact';
import type { FaultView } from '../../src/console/api.ts';
import { Badge } from '../controls/badge.tsx';
import { formatPlural } from '../format/count.ts';
import { callApi } from '../state/api-client.ts';
import { useConsole, useLive } from '../state/console-context.ts';
import { faultEntry } from './fault-catalogue.ts';
import { describeFault, describeScope } from './fault-draft.ts';

/** The faults that wait for requests. */
export function FaultList(): VNode {
  const { faults } = useLive();
  const { notices } = useConsole();
  return (
    <section class="card" aria-label="Active faults">
      <header class="card-header">
        <h2>Active</h2>
        {faults.length === 0 ? null : (
          <button
            type="button"
            class="button small"
            onClick={() => {
              void notices.attempt(() => callApi('/api/faults', { method: 'DELETE' }), 'All faults cleared');
            }}
          >
            Clear all
          </button>
        )}
      </header>
      {faults.length === 0 ? (
        <p class="nothing">Nothing goes wrong on purpose.</p>
      ) : (
        <ul class="fault-list">
          {faults.map((fault) => (
            <FaultItem key={fault.id} fault={fault} />
          ))}
        </ul>
      )}
    </section>
  );
}

function FaultItem({ fault }: { readonly fault: FaultView }): VNode {
  const { notices } = useConsole();
  const title = faultEntry(fault.fault.kind)?.title ?? fault.fault.kind;
  return (
    <li>
      <div class="grow">
        <strong>{title}</strong> {describeFault(fault)}
        <p class="muted">{describeScope(fault)}</p>
      </div>
      <Badge tone="waiting">
        {fault.remaining === undefined ? 'until removed' : `${formatPlural(fault.remaining, 'request')} left`}
      </Badge>
      <button
        type="button"
        class="button small"
        aria-label={`Remove ${title}`}
        onClick={() => {
          void notices.attempt(() => callApi(`/api/faults/${fault.id}`, { method: 'DELETE' }));
        }}
      >
        Remove
      </button>
    </li>
  );
}
