import { describe, expect, test } from 'vitest';
import { DEVICE, PRODUCT, startEmulator } from '../support/emulator.ts';
import { callTls, readPem, SERVER_TLS } from '../support/tls.ts';

const FIRST = { key: readPem('gw1.key'), cert: readPem('gw1.pem') };
const SECOND = { key: readPem('gw2.key'), cert: readPem('gw2.pem') };
const SELF_SIGNED = { key: readPem('gw1.key'), cert: readPem('self.pem') };

test('the device API over TLS, with a CIK as over plain HTTP (exosite 1.1)', async () => {
  const { emulator, url } = await startEmulator({ tls: SERVER_TLS });
  expect(url).toMatch(/^https:/);
  emulator.enableDevice(DEVICE);
  const cik = (await callTls(`${url}/provision/activate`, { body: `id=${DEVICE.serial}` })).body;
  const headers = { 'X-Exosite-CIK': cik };
  expect((await callTls(`${url}/onep:v1/stack/alias`, { headers, body: 'a=1' })).status).toBe(204);
  expect((await callTls(`${url}/onep:v1/stack/alias?a`, { headers })).body).toBe('a=1');
  expect((await callTls(`${url}/onep:v1/stack/alias?a`)).status).toBe(401);
});

describe('a client certificate whose CN is the identity, instead of a CIK (exosite 1.2, 6)', () => {
  test('the first one of an enabled device is its own; another one is 401 until it is enabled again', async () => {
    const { emulator, url } = await startEmulator({ tls: SERVER_TLS });
    const write = (client: typeof FIRST): Promise<number> =>
      callTls(`${url}/onep:v1/stack/alias`, { client, body: 'a=1' }).then(({ status }) => status);
    expect(await write(FIRST)).toBe(401);
    emulator.enableDevice(DEVICE);
    expect([await write(FIRST), await write(SECOND), await write(FIRST)]).toEqual([204, 401, 204]);
    expect(emulator.read(DEVICE, 'a')?.text).toBe('1');
    expect(emulator.devices()).toMatchObject([{ status: 'activated' }]);
    emulator.enableDevice(DEVICE);
    expect(await write(SECOND)).toBe(204);
  });

  test('with a CA only what it signed counts', async () => {
    const { emulator, url } = await startEmulator({ tls: { ...SERVER_TLS, ca: readPem('ca.pem') } });
    emulator.enableDevice(DEVICE);
    emulator.uploadContent(PRODUCT, 'app', Buffer.from('blob'));
    const download = (client: typeof FIRST): Promise<number> =>
      callTls(`${url}/provision/download?id=app`, { client }).then(({ status }) => status);
    expect([await download(SELF_SIGNED), await download(FIRST)]).toEqual([401, 200]);
  });

  test('a fault of the device meets its calls by certificate', async () => {
    const { emulator, url } = await startEmulator({ tls: SERVER_TLS });
    emulator.enableDevice(DEVICE);
    emulator.injectFault({ kind: 'status', status: 503, device: DEVICE });
    expect((await callTls(`${url}/onep:v1/stack/alias?a`, { client: FIRST })).status).toBe(503);
  });
});
