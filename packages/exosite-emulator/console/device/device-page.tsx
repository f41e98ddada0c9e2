import { type VNode } from 'preact';
import { deviceKey } from '../../src/console/device-key.ts';
import type { DeviceIdentity } from '../../src/identity.ts';
import { Ago } from '../controls/ago.tsx';
import { StatusBadge } from '../devices/status-badge.tsx';
import { formatProduct } from '../format/product.ts';
import { type DeviceSection } from '../navigation/address.ts';
import { Link } from '../navigation/link.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { useLive } from '../state/console-context.ts';
import { ReportsSection } from '../reports/reports-section.tsx';
import { DataSection } from './data-section.tsx';
import { DeviceNotices } from './device-notices.tsx';
import { SetupSection } from './setup-section.tsx';
import { useDeviceView } from './use-device-view.ts';

const SECTIONS: readonly (readonly [DeviceSection, string])[] = [
  ['data', 'Data'],
  ['reports', 'Reports'],
  ['setup', 'Setup'],
];

/** One device. */
export function DevicePage(props: { readonly device: DeviceIdentity; readonly section: DeviceSection }): VNode {
  const { device, section } = props;
  const summary = useLive().devices.get(deviceKey(device));
  const { view, missing } = useDeviceView(device);
  if (summary === undefined || missing) {
    return (
      <PageHeader title={device.serial}>
        There is no such device of {formatProduct(device)}. <Link to={{ page: 'devices' }}>All devices</Link>
      </PageHeader>
    );
  }
  return (
    <>
      <PageHeader title={device.serial} badge={<StatusBadge status={summary.status} />}>
        {formatProduct(device)} ·{' '}
        {summary.lastSeen === undefined ? (
          'not seen yet'
        ) : (
          <>
            last seen <Ago seconds={summary.lastSeen} />
          </>
        )}
        {' · '}
        <Link to={{ page: 'requests', search: device.serial }}>its requests</Link>
      </PageHeader>
      <DeviceNotices device={device} />
      <nav class="tabs" aria-label="Parts of the device">
        {SECTIONS.map(([name, text]) => (
          <Link key={name} to={{ page: 'device', device, section: name }} isCurrent={name === section}>
            {text}
          </Link>
        ))}
      </nav>
      {view === undefined ? (
        <p class="loading">Reading…</p>
      ) : section === 'data' ? (
        <DataSection view={view} />
      ) : section === 'reports' ? (
        <ReportsSection view={view} />
      ) : (
        <SetupSection view={view} />
      )}
    </>
  );
}
