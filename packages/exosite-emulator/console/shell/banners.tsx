import { type VNode } from 'preact';
import { formatPlural } from '../format/count.ts';
import type { Address } from '../navigation/address.ts';
import { Link } from '../navigation/link.tsx';
import { useConsole, useLive } from '../state/console-context.ts';
import { callApi } from '../state/api-client.ts';

/** What one must know on every page: the emulator is gone, the device API is offline, faults are waiting. */
export function Banners({ address }: { readonly address: Address }): VNode {
  const { connection, isOnline, faults } = useLive();
  const { notices } = useConsole();
  return (
    <div class="banners" role="status">
      {connection === 'lost' ? (
        <p class="banner tone-bad">
          <strong>The emulator does not answer.</strong> What you see may be old. Trying again…
        </p>
      ) : null}
      {connection === 'live' && !isOnline ? (
        <p class="banner tone-waiting">
          <span>
            <strong>The device API is offline.</strong> Devices are refused a connection until you bring it back.
          </span>
          <button
            type="button"
            class="button small"
            onClick={() => {
              void notices.attempt(() => callApi('/api/network', { method: 'PUT', fields: { isOnline: true } }));
            }}
          >
            Go online
          </button>
        </p>
      ) : null}
      {connection === 'live' && faults.length > 0 && address.page !== 'faults' ? (
        <p class="banner tone-waiting">
          <span>
            <strong>{formatPlural(faults.length, 'fault')} waiting for requests.</strong>
          </span>
          <Link to={{ page: 'faults' }}>Show</Link>
        </p>
      ) : null}
    </div>
  );
}
