import { expect, test } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

test('create, list, show, change and delete (exosite 4)', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  const body = 'model=gateway&rid=abc&options[]=nocomments&options[]=noaliases';
  expect((await manage(url, 'model/', { body })).status).toBe(205);
  expect((await manage(url, 'model/', { body })).status).toBe(409);
  expect((await manage(url, 'model/')).body).toBe('gateway\r\n');
  expect((await manage(url, 'model/gateway')).body).toBe('rid=abc&options%5B%5D=nocomments&options%5B%5D=noaliases');
  expect((await manage(url, 'model/gateway', { method: 'PUT', body: 'rid=def' })).status).toBe(205);
  expect((await manage(url, 'model/gateway')).body).toBe('rid=def');
  expect((await manage(url, 'model/gateway', { method: 'DELETE' })).status).toBe(205);
  expect((await manage(url, 'model/gateway')).status).toBe(404);
});

test('deleting a model takes its devices, content and groups along; pyonep does it by DELETE (exosite 4)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.enableDevice({ vendor: 'acme', model: 'gateway', serial: '1' });
  emulator.enableDevice({ vendor: 'acme', model: 'other', serial: '1' });
  emulator.uploadContent({ vendor: 'acme', model: 'gateway' }, 'app', Buffer.from('x'));
  await manage(url, 'group/gateway/', { body: 'id=beta' });
  expect((await manage(url, 'model/')).body).toBe('gateway\r\nother\r\n');
  const form = { method: 'DELETE', body: 'delete=true&model=gateway&confirm=true' };
  expect((await manage(url, 'model/', form)).status).toBe(205);
  expect(emulator.products()).toEqual([{ vendor: 'acme', model: 'other' }]);
  expect((await manage(url, 'group/gateway/')).status).toBe(204);
  expect((await manage(url, 'model/', form)).status).toBe(404);
});

test('what cannot be is refused', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  expect((await manage(url, 'model/', { body: 'model=' })).status).toBe(400);
  expect((await manage(url, 'model/none', { method: 'PUT', body: 'rid=a' })).status).toBe(404);
});
