import { expect, test } from 'vitest';
import { call } from '../../support/call.ts';
import { activate, DEVICE, startEmulator, startWithDevice } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

const LIST = `model/${DEVICE.model}/`;
const SERIAL = `${LIST}${DEVICE.serial}`;

test('whitelist, enable, activate, regenerate, disable (exosite 3.1, 4)', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  const status = async (): Promise<string | undefined> => (await manage(url, SERIAL)).body.split(',')[0];
  await manage(url, LIST, { body: `sn=${DEVICE.serial}` });
  expect(await status()).toBe('notactivated');
  await expect(activate(url)).rejects.toThrow('409');
  const created = await manage(url, SERIAL, { body: 'enable=true&owner=abc' });
  expect(created.status).toBe(200);
  expect((await manage(url, SERIAL)).body).toBe(`notactivated,${created.body},`);
  const cik = await activate(url);
  expect(await status()).toBe('activated');
  expect(await manage(url, SERIAL, { body: 'enable=true' })).toMatchObject({ status: 205, body: '' });
  expect(await status()).toBe('notactivated');
  const dead = await call(`${url}/onep:v1/stack/alias?a`, { headers: { 'X-Exosite-CIK': cik } });
  expect(dead.status).toBe(401);
  await activate(url);
  expect((await manage(url, SERIAL, { body: 'disable=true' })).status).toBe(205);
  expect(await status()).toBe('expired');
});

test('an encoded serial number is the same one; removing forgets it', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.enableDevice(DEVICE);
  const encoded = LIST + encodeURIComponent(DEVICE.serial);
  expect((await manage(url, `${encoded}?show=log`)).status).toBe(204);
  expect((await manage(url, encoded, { method: 'DELETE' })).status).toBe(205);
  expect((await manage(url, encoded)).status).toBe(404);
});

test('an order that is not known or not emulated is 400', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.enableDevice(DEVICE);
  expect((await manage(url, SERIAL, { body: 'enable=maybe' })).status).toBe(400);
  expect((await manage(url, SERIAL, { body: 'enable=true&oldsn=1' })).status).toBe(400);
});

test('oldsn moves the client with its values to another serial number (exosite 4)', async () => {
  const { emulator, url, cik } = await startWithDevice({ vendorToken: TOKEN });
  emulator.write(DEVICE, { a: 'kept' });
  await manage(url, LIST, { body: 'sn=new' });
  expect((await manage(url, `${LIST}new`, { body: `enable=true&oldsn=${DEVICE.serial}` })).status).toBe(205);
  const old = await call(`${url}/onep:v1/stack/alias?a`, { headers: { 'X-Exosite-CIK': cik } });
  expect(old.status).toBe(401);
  await expect(activate(url)).rejects.toThrow('409');
  const renewed = (await call(`${url}/provision/activate`, { body: 'id=new' })).body;
  const moved = await call(`${url}/onep:v1/stack/alias?a`, { headers: { 'X-Exosite-CIK': renewed } });
  expect(moved.body).toBe('a=kept');
  expect(emulator.aliases(DEVICE)).toEqual([]);
  const self = await manage(url, `${LIST}new`, { body: 'enable=true&oldsn=new' });
  expect(self.status).toBe(400);
});
