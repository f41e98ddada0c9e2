import type { DeviceIdentity } from '../identity.ts';

/** One text per device, for maps. No name holds a control character. */
export function deviceKey({ vendor, model, serial }: DeviceIdentity): string {
  return `${vendor}\n${model}\n${serial}`;
}
