import type { AliasView, DeviceView, LiveValue } from '../../src/console/api.ts';
import { deviceKey } from '../../src/console/device-key.ts';
import type { DeviceIdentity } from '../../src/identity.ts';

/** The values of a change that are of this device. */
export function valuesOf(values: readonly LiveValue[] | undefined, device: DeviceIdentity): readonly LiveValue[] {
  const key = deviceKey(device);
  return (values ?? []).filter((value) => deviceKey(value) === key);
}

/** The view after new values; an older one than is known (a record of the past) does not become the latest. */
export function withValues(view: DeviceView, values: readonly LiveValue[]): DeviceView {
  if (values.length === 0) return view;
  const aliases = new Map<string, AliasView>(view.aliases.map((entry) => [entry.alias, entry]));
  for (const { alias, timestamp, text } of values) {
    const before = aliases.get(alias)?.latest;
    if (before === undefined || timestamp >= before.timestamp)
      aliases.set(alias, { alias, latest: { timestamp, text } });
  }
  return { ...view, aliases: [...aliases.values()].sort((left, right) => (left.alias < right.alias ? -1 : 1)) };
}
