import { createDeviceClient, isDeviceClientError, type DeviceClient } from '@gateway-engine/device-client';
import { createManagementClient, type ManagementClient } from '@gateway-engine/device-client/management';
import { createEmulator, type Emulator } from '@gateway-engine/exosite-emulator';
import { expect, onTestFinished, test } from 'vitest';

const PRODUCT = { vendor: 'acme', model: 'gateway' };
const DEVICE = { ...PRODUCT, serial: '00:11:22:33:44:55' };

/** A platform that shares no code with the clients, and both clients of it. */
async function start(): Promise<{ emulator: Emulator; client: DeviceClient; manager: ManagementClient }> {
  const emulator = createEmulator();
  await emulator.start();
  const client = createDeviceClient({ baseUrl: emulator.url });
  const credential = { vendorToken: emulator.vendorToken };
  const manager = createManagementClient({ baseUrl: emulator.url, credential, vendor: PRODUCT.vendor });
  onTestFinished(async () => {
    await Promise.all([client.close(), manager.close()]);
    await emulator.stop();
  });
  return { emulator, client, manager };
}

test('an operator and a device go through a whole deployment', async () => {
  const { client, manager } = await start();
  await manager.serials.add(PRODUCT.model, [DEVICE.serial]);
  await manager.serials.regenerate(PRODUCT.model, DEVICE.serial);
  const cik = await client.activate(DEVICE);
  expect(await manager.serials.status(PRODUCT.model, DEVICE.serial)).toMatchObject({ status: 'activated' });
  expect(await manager.serials.list(PRODUCT.model)).toMatchObject([{ serial: DEVICE.serial, status: 'activated' }]);

  const body = Buffer.from('not really a tarball');
  const upload = { contentType: 'application/gzip', body, sizeBytes: body.length };
  await manager.content.publish(PRODUCT.model, 'app.v1.tar.gz', upload, { meta: 'first' });
  await manager.content.publish(PRODUCT.model, 'app.v1.tar.gz', upload);
  expect(await manager.content.list(PRODUCT.model)).toEqual(['app.v1.tar.gz']);
  expect(await manager.content.info(PRODUCT.model, 'app.v1.tar.gz')).toMatchObject({
    sizeBytes: body.length,
    meta: 'first',
  });

  const install = '{"install":[{"name":"app.v1.tar.gz"}]}';
  await manager.resources.write({ cik }, 'engine_fetch', install);
  expect((await client.read(cik, ['engine_fetch'])).get('engine_fetch')).toBe(install);
  const { body: content } = await client.downloadContent(cik, 'app.v1.tar.gz', { product: PRODUCT });
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  expect(Buffer.concat(chunks)).toEqual(body);
  await client.write(cik, { fetch_status: 'all & done = 100%' });
  expect(await manager.resources.read({ cik }, 'fetch_status')).toBe('all & done = 100%');
  expect(await manager.resources.read({ cik }, 'never_written')).toBeUndefined();

  await manager.serials.disable(PRODUCT.model, DEVICE.serial);
  await expect(client.write(cik, { a: '1' })).rejects.toSatisfy((error) =>
    isDeviceClientError(error, 'DEVICE_CLIENT_UNAUTHORIZED'),
  );
});

test('a download that is cut off goes on, and is the same at its end', async () => {
  const { emulator, client } = await start();
  emulator.enableDevice(DEVICE);
  const cik = await client.activate(DEVICE);
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
  emulator.uploadContent(PRODUCT, 'big', bytes);
  emulator.injectFault({ kind: 'truncateBody', path: '/provision/download', afterBytes: 100_000, count: 2 });
  const { body } = await client.downloadContent(cik, 'big', { product: PRODUCT, resume: { baseDelayMs: 1 } });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
});

test('watching sees what the cloud sets, from the first value on', async () => {
  const { emulator, client } = await start();
  emulator.enableDevice(DEVICE);
  const cik = await client.activate(DEVICE);
  emulator.write(DEVICE, { update_interval: '60' });
  const iterator = client.watch(cik, 'update_interval', { waitMs: 20_000 })[Symbol.asyncIterator]();
  expect(await iterator.next()).toMatchObject({ value: { value: '60' } });
  const next = iterator.next();
  emulator.write(DEVICE, { update_interval: '30' });
  expect(await next).toMatchObject({ value: { value: '30' } });
});
