import { expect, test } from 'vitest';
import { activate, DEVICE, startEmulator } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

const LIST = `model/${DEVICE.model}/`;

test('add, list with status, remove (exosite 4)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  expect((await manage(url, LIST, { body: `sn=${DEVICE.serial}&extra=attic` })).status).toBe(205);
  expect((await manage(url, LIST, { body: `add=true&sn=${DEVICE.serial}` })).status).toBe(409);
  expect((await manage(url, LIST)).body).toMatch(/^00:2F:AC:43:55:A0,[0-9a-f]{40},attic\r\n$/);
  emulator.enableDevice(DEVICE);
  await activate(url);
  expect((await manage(url, `${LIST}?status=true`)).body).toMatch(
    /^00:2F:AC:43:55:A0,activated,[0-9a-f]{40},attic\r\n$/,
  );
  expect((await manage(url, LIST, { body: `delete=true&sn=${DEVICE.serial}` })).status).toBe(205);
  expect(emulator.devices()).toEqual([]);
});

test('many at once by sn[] or CSV: all or nothing; paged lists (exosite 4)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  const csv = { 'Content-Type': 'text/csv; charset=utf-8' };
  expect((await manage(url, LIST, { body: 'sn[]=1&sn[]=2' })).status).toBe(205);
  expect((await manage(url, LIST, { body: '2\r\n3\r\n', headers: csv })).status).toBe(409);
  expect((await manage(url, LIST, { body: '3,x\r\n4\r\n5\r\n6\r\n', headers: csv })).status).toBe(205);
  const serials = async (query: string): Promise<string[]> =>
    [...(await manage(url, LIST + query)).body.matchAll(/^(.),/gm)].map(([, serial = '']) => serial);
  expect(await serials('')).toEqual(['1', '2', '3', '4', '5']);
  expect(await serials('?offset=4&limit=100')).toEqual(['5', '6']);
  expect((await manage(url, LIST, { method: 'DELETE', body: '1\n2\n3\n', headers: csv })).status).toBe(205);
  expect((await manage(url, LIST, { body: 'remove=true&sn[]=4&sn[]=5' })).status).toBe(205);
  expect(emulator.devices()).toMatchObject([{ serial: '6', status: 'notactivated' }]);
});

test('nothing usable is 400', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  for (const body of ['', 'sn=', 'sn=a%0Ab', 'delete=true']) {
    expect((await manage(url, LIST, { body })).status).toBe(400);
  }
});
