import { type VNode } from 'preact';
import { callApi } from '../state/api-client.ts';
import { useConsole, useLive } from '../state/console-context.ts';

/** The switch that takes the whole device API away. */
export function NetworkCard(): VNode {
  const { isOnline, platformUrl } = useLive();
  const { notices } = useConsole();
  return (
    <section class="card switch-card" aria-label="Network">
      <div>
        <h2>Device API</h2>
        <p class="muted">
          Offline, <code>{platformUrl}</code> refuses every connection. This console stays.
        </p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={isOnline}
        aria-label="Device API online"
        class="switch"
        onClick={() => {
          void notices.attempt(() => callApi('/api/network', { method: 'PUT', fields: { isOnline: !isOnline } }));
        }}
      >
        <span class="switch-track" aria-hidden="true" />
        {isOnline ? 'Online' : 'Offline'}
      </button>
    </section>
  );
}
