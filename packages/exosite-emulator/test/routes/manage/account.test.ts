import { expect, test } from 'vitest';
import { call, type Reply } from '../../support/call.ts';
import { startEmulator } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

test('a model is shared with vendors, and no longer (exosite 4)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.enableDevice({ vendor: 'acme', model: 'gateway', serial: '1' });
  expect((await manage(url, 'share/gateway/')).status).toBe(204);
  expect((await manage(url, 'share/gateway/', { body: 'vendor=friend' })).status).toBe(205);
  expect((await manage(url, 'share/gateway/', { body: 'vendor=friend' })).status).toBe(409);
  expect((await manage(url, 'share/gateway/')).body).toBe('friend\r\n');
  expect((await manage(url, 'model/?show=shared')).body).toBe('friend,gateway\r\n');
  expect((await manage(url, 'share/gateway/', { body: 'delete=true&vendor=friend' })).status).toBe(205);
  expect((await manage(url, 'share/gateway/', { body: 'vendor=' })).status).toBe(400);
});

test('the vendor registers its name (exosite 4)', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  expect((await manage(url, '../register', { body: 'vendor=acme' })).status).toBe(205);
  expect((await manage(url, '../register')).body).toBe('acme\r\n');
  expect((await manage(url, '../register', { body: 'delete=true&vendor=acme' })).status).toBe(205);
  expect((await manage(url, '../register', { body: 'delete=true&vendor=acme' })).status).toBe(404);
});

test('a made token is a vendor token until it is deleted (exosite 4)', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  const created = await manage(url, '../admin/auth/', { body: 'id=ci' });
  expect(created.body).toMatch(/^[0-9a-f]{40}$/);
  const withToken = (): Promise<Reply> =>
    call(`${url}/provision/manage/model/`, { headers: { 'X-Exosite-Token': created.body } });
  expect((await withToken()).status).toBe(200);
  expect((await manage(url, '../admin/auth/', { body: 'id=ci' })).status).toBe(409);
  expect((await manage(url, '../admin/auth/')).body).toBe('ci\r\n');
  expect((await manage(url, '../admin/auth/ci')).body).toBe(created.body);
  expect((await manage(url, '../admin/auth/ci', { method: 'DELETE' })).status).toBe(205);
  expect((await withToken()).status).toBe(401);
});
