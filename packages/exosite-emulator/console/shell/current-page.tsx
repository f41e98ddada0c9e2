import { type VNode } from 'preact';
import { ContentPage } from '../content/content-page.tsx';
import { DeliveryPage } from '../delivery/delivery-page.tsx';
import { DevicePage } from '../device/device-page.tsx';
import { DevicesPage } from '../devices/devices-page.tsx';
import { FaultsPage } from '../faults/faults-page.tsx';
import { type Address } from '../navigation/address.ts';
import { Link } from '../navigation/link.tsx';
import { RequestsPage } from '../requests/requests-page.tsx';
import { deviceKey } from '../../src/console/device-key.ts';
import { PageHeader } from './page-header.tsx';

/** The page of an address. */
export function CurrentPage({ address }: { readonly address: Address }): VNode {
  switch (address.page) {
    case 'devices':
      return <DevicesPage />;
    case 'device':
      return <DevicePage key={deviceKey(address.device)} device={address.device} section={address.section} />;
    case 'content':
      return <ContentPage chosen={address.product} />;
    case 'requests':
      return <RequestsPage search={address.search} />;
    case 'faults':
      return <FaultsPage />;
    case 'delivery':
      return <DeliveryPage />;
    case 'unknown':
      return (
        <PageHeader title="Not found">
          There is no such page. <Link to={{ page: 'devices' }}>Go to the devices.</Link>
        </PageHeader>
      );
  }
}
