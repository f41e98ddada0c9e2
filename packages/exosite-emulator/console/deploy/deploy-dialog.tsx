import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceSummary } from '../../src/console/api.ts';
import type { ProductIdentity } from '../../src/identity.ts';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/text-field.tsx';
import { queryDevices } from '../devices/device-list.ts';
import { StatusBadge } from '../devices/status-badge.tsx';
import { formatPlural } from '../format/count.ts';
import { callApi } from '../state/api-client.ts';
import { useConsole, useLive } from '../state/console-context.ts';

/** Rows that are drawn; a search finds the others, and "all" means all. */
const MAX_ROWS = 200;

/** Chooses the devices that are to install a package. */
export function DeployDialog(props: {
  readonly product: ProductIdentity;
  readonly name: string;
  readonly onClose: () => void;
}): VNode {
  const { product, name, onClose } = props;
  const { vendor, model } = product;
  const { notices } = useConsole();
  const devices = [...useLive().devices.values()].filter(
    (device) => device.vendor === vendor && device.model === model,
  );
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(devices.length === 1 ? devices.map(({ serial }) => serial) : []),
  );
  const found = queryDevices(devices, { search, status: 'any', sort: 'name' });
  const areAllChosen = found.length > 0 && found.every(({ serial }) => chosen.has(serial));

  async function deploy(): Promise<void> {
    const fields = { vendor, model, name, serials: [...chosen] };
    const done = `Sent to ${formatPlural(chosen.size, 'device')}`;
    if (await notices.attempt(() => callApi('/api/deployments', { method: 'POST', fields }), done)) onClose();
  }

  function choose(serials: readonly string[], isChosen: boolean): void {
    const next = new Set(chosen);
    for (const serial of serials) {
      if (isChosen) next.add(serial);
      else next.delete(serial);
    }
    setChosen(next);
  }

  return (
    <Dialog title={`Deploy ${name}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void deploy();
        }}
      >
        {devices.length === 0 ? (
          <p>This product has no devices yet. Add one first.</p>
        ) : (
          <>
            <p class="muted">
              Writes <code>engine_fetch</code>. A device picks it up at its next check-in, installs, and answers in{' '}
              <code>fetch_status</code>.
            </p>
            <TextField label="Search devices" type="search" value={search} onValue={setSearch} />
            <label class="check all">
              <input
                type="checkbox"
                checked={areAllChosen}
                onChange={(event) => {
                  choose(
                    found.map(({ serial }) => serial),
                    event.currentTarget.checked,
                  );
                }}
              />
              {search === '' ? `All ${formatPlural(found.length, 'device')}` : `All ${found.length} found`}
            </label>
            <TargetList devices={found} chosen={chosen} onChoose={choose} />
          </>
        )}
        <footer class="dialog-footer">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={chosen.size === 0}>
            {chosen.size === 0 ? 'Choose devices' : `Deploy to ${formatPlural(chosen.size, 'device')}`}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function TargetList(props: {
  readonly devices: readonly DeviceSummary[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (serials: readonly string[], isChosen: boolean) => void;
}): VNode {
  const hidden = props.devices.length - MAX_ROWS;
  return (
    <ul class="target-list">
      {props.devices.slice(0, MAX_ROWS).map(({ serial, status }) => (
        <li key={serial}>
          <label class="check">
            <input
              type="checkbox"
              checked={props.chosen.has(serial)}
              onChange={(event) => {
                props.onChoose([serial], event.currentTarget.checked);
              }}
            />
            <span class="grow">{serial}</span>
            <StatusBadge status={status} />
          </label>
        </li>
      ))}
      {hidden > 0 ? <li class="muted">and {formatPlural(hidden, 'more device')}: search to see them</li> : null}
    </ul>
  );
}
