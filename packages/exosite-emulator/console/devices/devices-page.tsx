import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceStatus } from '../../src/types.ts';
import { Icon } from '../controls/icon.tsx';
import { Segments } from '../controls/segments.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { TextField } from '../controls/text-field.tsx';
import { formatCount, formatPlural } from '../format/count.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { useLive } from '../state/console-context.ts';
import { AddDevice } from './add-device.tsx';
import { queryDevices, type DeviceQuery } from './device-list.ts';
import { DeviceTable } from './device-table.tsx';
import { FirstSteps } from './first-steps.tsx';

const STATUS_CHOICES: readonly (readonly [DeviceQuery['status'], string])[] = [
  ['any', 'All'],
  ['activated', 'Activated'],
  ['notactivated', 'Waiting'],
  ['expired', 'Expired'],
];

/** All devices, to find one and to add one. */
export function DevicesPage(): VNode {
  const { devices } = useLive();
  const [isAdding, setAdding] = useState(false);
  const [query, setQuery] = useState<DeviceQuery>({ search: '', status: 'any', sort: 'name' });
  const found = queryDevices(devices.values(), query);
  const count = (status: DeviceStatus): number =>
    [...devices.values()].filter((device) => device.status === status).length;
  return (
    <>
      <PageHeader
        title="Devices"
        actions={
          <button
            type="button"
            class="button primary"
            onClick={() => {
              setAdding(true);
            }}
          >
            <Icon name="add" /> Add device
          </button>
        }
      >
        {devices.size === 0
          ? 'Gateways and apps that may use this platform.'
          : `${formatPlural(devices.size, 'device')}, ${formatCount(count('activated'))} activated, ${formatCount(count('notactivated'))} waiting to activate.`}
      </PageHeader>
      {devices.size === 0 ? (
        <FirstSteps />
      ) : (
        <section class="card" aria-label="List of devices">
          <div class="toolbar">
            <TextField
              label="Search"
              type="search"
              placeholder="Vendor, model or serial number"
              value={query.search}
              class="grow"
              onValue={(search) => {
                setQuery({ ...query, search });
              }}
            />
            <Segments
              legend="Status"
              choices={STATUS_CHOICES}
              value={query.status}
              onValue={(status) => {
                setQuery({ ...query, status });
              }}
            />
            <SelectField
              label="Order"
              value={query.sort}
              choices={[
                ['name', 'By name'],
                ['lastSeen', 'Last seen first'],
              ]}
              onValue={(sort) => {
                setQuery({ ...query, sort: sort === 'lastSeen' ? 'lastSeen' : 'name' });
              }}
            />
          </div>
          <DeviceTable devices={found} />
        </section>
      )}
      {isAdding ? (
        <AddDevice
          onClose={() => {
            setAdding(false);
          }}
        />
      ) : null}
    </>
  );
}
