/** What it costs to load one thing: argument 1 says which. Sends the milliseconds and the memory, then goes. */
import type * as DeviceClientPackage from '@gateway-engine/device-client';

const [what, url = '', entry = ''] = process.argv.slice(2);

const startedAt = performance.now();
if (what === 'package' || what === 'package-called') {
  const { createDeviceClient } = (await import(entry)) as typeof DeviceClientPackage;
  if (what === 'package-called') {
    const client = createDeviceClient({ baseUrl: url });
    await client.write('22596363b3de40b06f981fb85d82312e8c0ed511', { a: '1' });
    await client.close();
  }
} else if (what === 'undici') {
  await import('undici');
}
const ms = performance.now() - startedAt;
globalThis.gc?.();
process.send?.({ ms, rssMb: process.memoryUsage().rss / 1024 / 1024 });
process.disconnect();
