import type { UsageMeter } from '../reports/usage-meter.ts';
import type { PlatformClient } from './platform-client.ts';

/** A client whose requests are booked in the meter, under labels as the Python engine used them (gwe 63). */
export function createMeteredClient(client: PlatformClient, meter: UsageMeter): PlatformClient {
  return {
    activate: (identity, options) =>
      meter.measure(`actvt:${identity.serial}`, () => client.activate(identity, options)),
    write: (cik, values, options) =>
      meter.measure(`write:${Object.keys(values).join(',')}`, () => client.write(cik, values, options)),
    writeRead: (cik, values, aliases, options) =>
      meter.measure(`READ:${aliases.join(',')} WRITE:${Object.keys(values).join(',')}`, () =>
        client.writeRead(cik, values, aliases, options),
      ),
  };
}
