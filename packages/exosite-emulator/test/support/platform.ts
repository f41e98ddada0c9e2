import { onTestFinished } from 'vitest';
import { createPlatform, type Platform } from '../../src/platform.ts';
import { openDatabase } from '../../src/store/database.ts';
import { type DeviceIdentity } from '../../src/identity.ts';

/** A platform in memory with these devices enabled, at a fixed time. */
export function platformWith(devices: readonly DeviceIdentity[], now: () => number = () => 1_000_000): Platform {
  const database = openDatabase(undefined);
  onTestFinished(() => {
    database.close();
  });
  const platform = createPlatform({ database, now, vendorToken: 't', lastModified: 'httpDate' });
  for (const device of devices) platform.devices.enable(device);
  return platform;
}
