import { type StoredDevice } from '../store/device-store.ts';
import { type DeviceRegistry } from './registry.ts';
import { resourceId } from './resource-id.ts';

/**
 * The device of a Murano 2 identity. Its product is named by the host, `<product>.m2.exosite.io` (exosite 6); under
 * any other host the identity must belong to one product only.
 */
export function findByIdentity(
  devices: Pick<DeviceRegistry, 'findBySerial'>,
  identity: string,
  host: string | undefined,
): StoredDevice | undefined {
  const candidates = devices.findBySerial(identity);
  const product = host?.split('.', 1)[0];
  const named = candidates.find(({ vendor }) => vendor === product);
  return named ?? (candidates.length === 1 ? candidates[0] : undefined);
}

/** The device with this resource id (exosite 5). */
export function findByResourceId(devices: Pick<DeviceRegistry, 'all'>, rid: string): StoredDevice | undefined {
  return devices.all().find((device) => resourceId(device) === rid);
}
