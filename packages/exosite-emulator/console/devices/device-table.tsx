import { type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceSummary } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import { Ago } from '../controls/ago.tsx';
import { pagePart } from '../controls/page-part.ts';
import { Pager } from '../controls/pager.tsx';
import { formatProduct } from '../format/product.ts';
import { Link } from '../navigation/link.tsx';
import { StatusBadge } from './status-badge.tsx';

const PAGE_SIZE = 50;

/** Devices, fifty at a time: a fleet has thousands. */
export function DeviceTable({ devices }: { readonly devices: readonly DeviceSummary[] }): VNode {
  const [wanted, setWanted] = useState(0);
  const { page, part } = pagePart(devices, wanted, PAGE_SIZE);
  if (devices.length === 0) return <p class="nothing">No device is like that.</p>;
  return (
    <>
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Serial number</th>
              <th scope="col">Product</th>
              <th scope="col">Status</th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {part.map((device) => (
              <tr key={deviceKey(device)}>
                <th scope="row">
                  <Link to={{ page: 'device', device, section: 'data' }} class="row-link">
                    {device.serial}
                  </Link>
                </th>
                <td>{formatProduct(device)}</td>
                <td>
                  <StatusBadge status={device.status} />
                </td>
                <td>
                  {device.lastSeen === undefined ? (
                    <span class="muted">not yet</span>
                  ) : (
                    <Ago seconds={device.lastSeen} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={devices.length} what="devices" onPage={setWanted} />
    </>
  );
}
