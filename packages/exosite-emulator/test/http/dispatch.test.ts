import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { startWithDevice } from '../support/emulator.ts';

test('an unknown endpoint is 404, a wrong method 405 with Allow, before any credential is asked for', async () => {
  const { url, emulator } = await startWithDevice();
  expect(await call(`${url}/onep:v1/other`)).toMatchObject({ status: 404, body: '' });
  expect(await call(`${url}/provision/other`)).toMatchObject({ status: 404, body: 'HTTP/1.1 404 Not Found\r\n' });
  const wrong = await call(`${url}/onep:v1/stack/alias`, { method: 'DELETE' });
  expect(wrong).toMatchObject({ status: 405, headers: { allow: 'POST, GET' } });
  expect(emulator.requests().at(-1)?.note).toBe('wrong method for this endpoint');
});

test('a device’s CIK is no vendor token, and X-Exosite-Token no CIK for data (exosite 1.2)', async () => {
  const { url, cik, stack } = await startWithDevice();
  const manage = `${url}/provision/manage/content/m/`;
  expect((await call(manage, { headers: { 'X-Exosite-CIK': cik } })).status).toBe(401);
  expect((await call(`${stack}?a`, { headers: { 'X-Exosite-Token': cik } })).status).toBe(401);
});
