import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/text-field.tsx';
import { callApi } from '../state/api-client.ts';
import { useConsole, useLive } from '../state/console-context.ts';

/** The form that enables a device. */
export function AddDevice({ onClose }: { readonly onClose: () => void }): VNode {
  const { notices, router } = useConsole();
  const { products } = useLive();
  const [first] = products;
  const [device, setDevice] = useState({ vendor: first?.vendor ?? '', model: first?.model ?? '', serial: '' });
  const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

  async function add(): Promise<void> {
    const isAdded = await notices.attempt(
      () => callApi('/api/devices', { method: 'POST', fields: device }),
      `Added ${device.serial.trim()}`,
    );
    if (!isAdded) return;
    const { vendor, model, serial } = device;
    onClose();
    router.go({
      page: 'device',
      device: { vendor: vendor.trim(), model: model.trim(), serial: serial.trim() },
      section: 'setup',
    });
  }

  return (
    <Dialog title="Add a device" onClose={onClose}>
      <p class="muted">It may activate within the next 24 hours, and then gets its credential (CIK).</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label="Vendor"
          value={device.vendor}
          isRequired
          suggestions={unique(products.map(({ vendor }) => vendor))}
          hint="In Murano vendor and model are both the product id."
          onValue={(vendor) => {
            setDevice({ ...device, vendor });
          }}
        />
        <TextField
          label="Model"
          value={device.model}
          isRequired
          suggestions={unique(products.map(({ model }) => model))}
          onValue={(model) => {
            setDevice({ ...device, model });
          }}
        />
        <TextField
          label="Serial number"
          value={device.serial}
          isRequired
          placeholder="00:2F:AC:43:55:A0"
          hint="Gateway Engine takes its uuid or the MAC address of its interface."
          onValue={(serial) => {
            setDevice({ ...device, serial });
          }}
        />
        <footer class="dialog-footer">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary">
            Add and enable
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
