import { expect, test } from 'vitest';
import { call, type Reply } from '../../support/call.ts';
import { DEVICE, PRODUCT, startWithDevice } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

const GROUPS = `group/${PRODUCT.model}/`;
const CONTENT = `content/${PRODUCT.model}/`;

test('protected content is only for serial numbers in a group with it (exosite 3.4, 4)', async () => {
  const { url, cik } = await startWithDevice({ vendorToken: TOKEN });
  const status = async (path: string, body: string): Promise<number> => (await manage(url, path, { body })).status;
  const download = (query: string): Promise<Reply> =>
    call(`${url}/provision/download?${query}`, { headers: { 'X-Exosite-CIK': cik } });
  expect(await status(CONTENT, 'id=app&meta=&protected=true')).toBe(205);
  expect((await manage(url, `${CONTENT}app`)).body).toMatch(/,true$/);
  expect([(await download('id=app')).status, (await download('')).body]).toEqual([403, '']);

  expect([await status(GROUPS, 'id=beta'), await status(GROUPS, 'id=beta')]).toEqual([205, 409]);
  expect(await status(`${GROUPS}beta`, 'type=content&id=app')).toBe(205);
  expect((await manage(url, `${CONTENT}?sn=${DEVICE.serial}`)).body).toBe('');
  expect((await manage(url, `${CONTENT}app?download=true&sn=${DEVICE.serial}`)).status).toBe(403);
  expect(await status(`${GROUPS}beta`, `type=sn&id=${DEVICE.serial}&meta=x`)).toBe(205);

  expect([(await download('id=app')).status, (await download('')).body]).toEqual([200, 'app\r\n']);
  expect((await manage(url, `${CONTENT}?sn=${DEVICE.serial}`)).body).toBe('app\r\n');
  expect((await manage(url, `${CONTENT}app?show=groups`)).body).toBe('beta\r\n');
  expect((await manage(url, `model/${PRODUCT.model}/${DEVICE.serial}?show=groups`)).body).toBe('beta\r\n');
  expect((await manage(url, GROUPS)).body).toBe('beta\r\n');
  expect((await manage(url, `${GROUPS}beta`)).body).toBe(`content,app,,\r\nsn,${DEVICE.serial},,x\r\n`);

  expect(await status(`${GROUPS}beta`, `delete=true&type=sn&id=${DEVICE.serial}`)).toBe(205);
  expect((await download('id=app')).status).toBe(403);
  expect((await manage(url, `${GROUPS}beta`, { method: 'DELETE' })).status).toBe(205);
  expect((await manage(url, GROUPS)).status).toBe(204);
});

test('what cannot be is refused', async () => {
  const { url } = await startWithDevice({ vendorToken: TOKEN });
  await manage(url, GROUPS, { body: 'id=beta' });
  for (const body of ['', 'type=user&id=1', 'type=sn', 'type=sn&id=1&expire=soon']) {
    expect((await manage(url, `${GROUPS}beta`, { body })).status).toBe(400);
  }
  expect((await manage(url, GROUPS, { body: 'id=' })).status).toBe(400);
  expect((await manage(url, `${GROUPS}none`)).status).toBe(404);
  expect((await manage(url, `${GROUPS}beta`, { body: 'delete=true&type=sn&id=1' })).status).toBe(404);
});
