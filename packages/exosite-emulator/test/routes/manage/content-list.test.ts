import { expect, test } from 'vitest';
import { call } from '../../support/call.ts';
import { startEmulator } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

test('create, list and delete (exosite 4)', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  expect(await manage(url, 'content/m/', { body: 'id=a&meta=x' })).toMatchObject({ status: 205, body: '' });
  expect((await manage(url, 'content/m/', { body: 'id=a&meta=x' })).status).toBe(409);
  expect((await manage(url, 'content/m/', { body: 'id=b' })).status).toBe(205);
  expect((await manage(url, 'content/m/')).body).toBe('a\r\nb\r\n');
  expect((await manage(url, 'content/m/', { body: 'delete=true&id=a' })).status).toBe(205);
  expect((await manage(url, 'content/m/', { body: 'delete=true&id=a' })).status).toBe(404);
  expect((await manage(url, 'content/m/')).body).toBe('b\r\n');
});

test.each(['', 'id=', 'id=a%0Ab', 'id=a&meta=b%0Ac'])('%j is refused', async (body) => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  expect((await manage(url, 'content/m/', { body })).status).toBe(400);
});

test('a wrong or missing token is 401; the vendor CIK header works too (exosite 1.2)', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  const path = `${url}/provision/manage/content/m/`;
  expect(await call(path)).toMatchObject({ status: 401, body: 'HTTP/1.1 401 Unauthorized\r\n' });
  expect((await call(path, { headers: { 'X-Exosite-Token': 'wrong' } })).status).toBe(401);
  expect((await call(path, { headers: { 'X-Exosite-CIK': TOKEN } })).status).toBe(200);
});
