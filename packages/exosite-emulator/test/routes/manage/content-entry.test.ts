import { expect, test } from 'vitest';
import { call } from '../../support/call.ts';
import { DEVICE, PRODUCT, startWithDevice } from '../../support/emulator.ts';
import { manage, TOKEN } from '../../support/manage.ts';

const ENTRY = `content/${PRODUCT.model}/app.v1.tar.gz`;

test('info, create, upload: the order of the real uploaders, then the device downloads (exosite 4)', async () => {
  const { url, cik, clock } = await startWithDevice({ vendorToken: TOKEN });
  expect((await manage(url, ENTRY)).status).toBe(404);
  expect((await manage(url, ENTRY, { body: 'too early' })).status).toBe(404);
  await manage(url, `content/${PRODUCT.model}/`, { body: 'id=app.v1.tar.gz&meta=m' });
  clock.advance(5);
  const blob = Buffer.from([0, 1, 2, 255, 38, 61]);
  const upload = { body: blob, headers: { 'Content-Type': 'application/gzip' } };
  expect(await manage(url, ENTRY, upload)).toMatchObject({ status: 205, body: '' });
  expect((await manage(url, ENTRY)).body).toBe('application/gzip,6,1408088313,m,false');
  const download = await call(`${url}/provision/download?id=app.v1.tar.gz`, { headers: { 'X-Exosite-CIK': cik } });
  expect(download.bytes.equals(blob)).toBe(true);
  expect(download.headers['content-type']).toBe('application/gzip');
});

test('another upload replaces the blob (exosite 4)', async () => {
  const { url, emulator } = await startWithDevice({ vendorToken: TOKEN });
  emulator.uploadContent(PRODUCT, 'app.v1.tar.gz', Buffer.from('first'));
  expect((await manage(url, ENTRY, { body: 'second one' })).status).toBe(205);
  expect(emulator.listContent(PRODUCT)).toMatchObject([{ sizeBytes: 10 }]);
});

test('download with ranges, and the view of a serial number (exosite 4)', async () => {
  const { url, emulator } = await startWithDevice({ vendorToken: TOKEN });
  emulator.uploadContent(PRODUCT, 'app.v1.tar.gz', Buffer.from('0123456789'), { contentType: 't/t', meta: 'm' });
  const part = await manage(url, `${ENTRY}?download=true`, { headers: { Range: 'bytes=2-4' } });
  expect(part).toMatchObject({ status: 206, body: '234' });
  expect((await manage(url, `${ENTRY}?download=true&sn=none`)).status).toBe(403);
  expect((await manage(url, `${ENTRY}?sn=${DEVICE.serial}`)).body).toBe('t/t,10,1408088308,m');
  expect((await manage(url, `${ENTRY}?sn=none`)).status).toBe(400);
  expect((await manage(url, `${ENTRY}?show=groups`)).status).toBe(204);
});

test('delete (exosite 4)', async () => {
  const { url, emulator } = await startWithDevice({ vendorToken: TOKEN });
  emulator.uploadContent(PRODUCT, 'app.v1.tar.gz', Buffer.from('x'));
  expect((await manage(url, ENTRY, { method: 'DELETE' })).status).toBe(205);
  expect((await manage(url, ENTRY, { method: 'DELETE' })).status).toBe(404);
});
