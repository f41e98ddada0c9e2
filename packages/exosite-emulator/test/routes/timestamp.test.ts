import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { startEmulator } from '../support/emulator.ts';

test('epoch seconds as plain text without a line end, no CIK needed (exosite 2.6)', async () => {
  const { url } = await startEmulator();
  const reply = await call(`${url}/timestamp`);
  expect(reply).toMatchObject({ status: 200, body: '1408088308' });
  expect(reply.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'content-length': '10' });
});

test('POST is the wrong method (exosite 2.6)', async () => {
  const { url } = await startEmulator();
  const reply = await call(`${url}/timestamp`, { method: 'POST' });
  expect(reply).toMatchObject({ status: 405, headers: { allow: 'GET' } });
});

test('GET /ip is the address of the server as text (exosite 2.6)', async () => {
  const { url } = await startEmulator();
  expect(await call(`${url}/ip`)).toMatchObject({ status: 200, body: '127.0.0.1' });
});
