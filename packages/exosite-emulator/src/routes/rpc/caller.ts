import { findByResourceId } from '../../device/lookup.ts';
import { isVendor } from '../../http/dispatch.ts';
import { type Call } from '../../http/exchange.ts';
import { type StoredDevice } from '../../store/device-store.ts';
import { type RpcAuth } from './request.ts';

/**
 * The device that the calls are for: that of the CIK, or, for who has the vendor token, the one whose resource id is
 * named (exosite 4, 5). Tools of Murano 1 send no CIK at all.
 */
export function findCaller({ platform, request }: Call, { cik, rid }: RpcAuth): StoredDevice | undefined {
  const own = cik === undefined ? undefined : platform.devices.authenticate(cik);
  if (own !== undefined || rid === undefined) return own;
  const isOwner = cik === undefined ? isVendor(platform, request) : cik === platform.vendorToken;
  return isOwner ? findByResourceId(platform.devices, rid) : undefined;
}
