import { expect, test } from 'vitest';
import { call, deviceCall } from './support/call.ts';
import { DEVICE, PRODUCT, startEmulator, startWithDevice } from './support/emulator.ts';

test('a removed device is forgotten with its values; activation answers 404 (exosite 3.1)', async () => {
  const { emulator, url, stack, cik } = await startWithDevice();
  emulator.write(DEVICE, { a: '1' });
  emulator.removeDevice(DEVICE);
  expect(emulator.devices()).toEqual([]);
  expect((await deviceCall(`${stack}?a`, cik)).status).toBe(401);
  const body = `vendor=${DEVICE.vendor}&model=${DEVICE.model}&sn=${DEVICE.serial}`;
  expect((await call(`${url}/provision/activate`, { body })).status).toBe(404);
  emulator.enableDevice(DEVICE);
  expect(emulator.aliases(DEVICE)).toEqual([]);
});

test('content can be read back and removed', async () => {
  const { emulator } = await startEmulator();
  emulator.uploadContent(PRODUCT, 'a', Buffer.from('bytes'));
  expect(Buffer.from(emulator.readContent(PRODUCT, 'a') ?? []).toString()).toBe('bytes');
  expect([emulator.removeContent(PRODUCT, 'a'), emulator.removeContent(PRODUCT, 'a')]).toEqual([true, false]);
  expect(emulator.readContent(PRODUCT, 'a')).toBeUndefined();
});

test('products are those of devices and of content, each once', async () => {
  const { emulator } = await startWithDevice();
  emulator.uploadContent(PRODUCT, 'a', Buffer.from(''));
  emulator.uploadContent({ vendor: 'v', model: 'm' }, 'a', Buffer.from(''));
  expect(emulator.products()).toEqual([PRODUCT, { vendor: 'v', model: 'm' }]);
});
