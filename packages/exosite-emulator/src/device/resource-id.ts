import { createHash } from 'node:crypto';
import { type DeviceIdentity } from '../identity.ts';

/** The RID of a device, or of one of its resources: 40 hex digits, the same in every run (exosite 5). */
export function resourceId({ vendor, model, serial }: DeviceIdentity, alias = ''): string {
  return createHash('sha1')
    .update(JSON.stringify([vendor, model, serial, alias]))
    .digest('hex');
}
