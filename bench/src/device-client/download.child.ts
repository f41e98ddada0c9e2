/** Downloads so many bytes with one client, and sends the throughput and the largest memory that the process ever had. */
import type * as DeviceClientPackage from '@gateway-engine/device-client';

const [what, url = '', size = '0', entry = ''] = process.argv.slice(2);
const CIK = '22596363b3de40b06f981fb85d82312e8c0ed511';

async function open(): Promise<AsyncIterable<Uint8Array>> {
  if (what === 'undici') {
    const { Pool } = await import('undici');
    const { body } = await new Pool(url).request({ method: 'GET', path: `/provision/download?id=${size}` });
    return body as AsyncIterable<Uint8Array>;
  }
  const { createDeviceClient } = (await import(entry)) as typeof DeviceClientPackage;
  const client = createDeviceClient({ baseUrl: url });
  return (await client.downloadContent(CIK, size)).body;
}

const startedAt = performance.now();
let received = 0;
for await (const chunk of await open()) received += chunk.length;
if (received !== Number(size)) throw new Error(`${received} of ${size} bytes came.`);
const seconds = (performance.now() - startedAt) / 1000;
process.send?.({ mbPerSecond: received / 1e6 / seconds, peakRssMb: process.resourceUsage().maxRSS / 1024 }, () => {
  process.exit(0);
});
