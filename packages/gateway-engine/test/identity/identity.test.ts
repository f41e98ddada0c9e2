import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import { DEVICE, startPlatform } from '../fixtures/platform.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const MAC = '00:2F:AC:43:55:A0';

async function setUp(settings: Parameters<ReturnType<typeof createGatewayCfg>['update']>[0]) {
  const { emulator, client } = await startPlatform();
  const cfg = createGatewayCfg(join(await temporaryFolder(), 'Gateway.cfg'));
  await cfg.update(settings);
  const readMac = (iface: string) => Promise.resolve(iface === 'eth0' ? MAC : undefined);
  return { emulator, cfg, identity: createIdentity({ cfg, client, readMac }) };
}

const { serial, ...PRODUCT } = DEVICE;

test('the serial number is uuid, whatever iface says (gwe 34)', async () => {
  const { identity } = await setUp({ ...PRODUCT, uuid: serial, iface: 'eth0' });
  expect(await identity.prepare()).toEqual(DEVICE);
});

test('without uuid it is the MAC of iface, and is stored (gwe 33, 35)', async () => {
  const { identity, cfg } = await setUp({ ...PRODUCT, iface: 'eth0' });
  expect((await cfg.read()).uuid).toBe('');
  expect(await identity.prepare()).toMatchObject({ serial: MAC });
  expect((await cfg.read()).uuid).toBe(MAC);
});

test('with neither, or with an interface that does not exist, there is no serial number (gwe 33, 36)', async () => {
  const without = await setUp(PRODUCT);
  await expect(without.identity.prepare()).rejects.toMatchObject({ code: 'GATEWAY_NO_SERIAL', retryable: false });
  const gone = await setUp({ ...PRODUCT, iface: 'wlan7' });
  await expect(gone.identity.prepare()).rejects.toThrow(/wlan7/);
});

test('without a product it says how to set one', async () => {
  const { identity } = await setUp({ uuid: serial });
  await expect(identity.prepare()).rejects.toMatchObject({
    code: 'GATEWAY_NO_PRODUCT',
    message: expect.stringContaining('--set-product-id') as string,
  });
});

test('activation stores the CIK, and later calls use it without asking the platform (gwe 46, 47)', async () => {
  const { identity, cfg, emulator } = await setUp({ ...PRODUCT, uuid: serial });
  const cik = await identity.credential({});
  expect(cik).toBe(emulator.devices()[0]?.cik);
  expect((await cfg.read()).cik).toBe(cik);
  const asked = emulator.requests().length;
  expect(await identity.credential({})).toBe(cik);
  expect(emulator.requests()).toHaveLength(asked);
});

test('a refused activation says what to do on the platform, and can be tried again', async () => {
  const unknown = await setUp({ ...PRODUCT, uuid: 'S-unknown' });
  await expect(unknown.identity.credential({})).rejects.toMatchObject({
    code: 'GATEWAY_NOT_ACTIVATED',
    retryable: true,
    message: expect.stringContaining('add the device there') as string,
  });
  const { identity } = await setUp({ ...PRODUCT, uuid: serial });
  await identity.credential({});
  await expect(identity.renew({})).rejects.toThrow(/enable the device there again/);
});

test('a refused renewal keeps the old CIK: the platform may have erred (exosite 3.1)', async () => {
  const { identity, cfg } = await setUp({ ...PRODUCT, uuid: serial });
  const cik = await identity.credential({});
  await expect(identity.renew({})).rejects.toMatchObject({ code: 'GATEWAY_NOT_ACTIVATED' });
  expect((await cfg.read()).cik).toBe(cik);
});

test('a CIK of another length is not taken (gwe 47)', async () => {
  const { identity, cfg, emulator } = await setUp({ ...PRODUCT, uuid: serial });
  emulator.injectFault({ kind: 'shortCik' });
  await expect(identity.credential({})).rejects.toMatchObject({ code: 'GATEWAY_NOT_ACTIVATED' });
  expect((await cfg.read()).cik).toBe('');
});
