import { expect, test } from 'vitest';
import { call, type Reply } from '../../support/call.ts';
import { startEmulator } from '../../support/emulator.ts';
import { TOKEN } from '../../support/manage.ts';

test('inject by words or JSON, list, remove one, clear all', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  const control = (method: string, path = '', body?: string): Promise<Reply> => {
    const given = body === undefined ? {} : { body };
    return call(`${url}/control/faults${path}`, { method, headers: { 'X-Exosite-Token': TOKEN }, ...given });
  };
  expect(await control('POST', '', '503,path=/timestamp')).toMatchObject({ status: 201, body: '{"id":1}' });
  expect((await control('POST', '', '{"kind":"offline","method":"PUT"}')).body).toBe('{"id":2}');
  expect(JSON.parse((await control('GET')).body)).toEqual([
    { id: 1, fault: { kind: 'status', status: 503, path: '/timestamp' }, met: 0, remaining: 1 },
    { id: 2, fault: { kind: 'offline', method: 'PUT' }, met: 0, remaining: 'all' },
  ]);
  expect((await call(`${url}/timestamp`)).status).toBe(503);
  expect(JSON.parse((await control('GET')).body)).toMatchObject([{ id: 2 }]);
  expect((await control('DELETE', '/2')).status).toBe(204);
  expect((await control('DELETE', '/2')).status).toBe(404);
  await control('POST', '', 'reset');
  expect((await control('DELETE')).status).toBe(204);
  expect((await control('GET')).body).toBe('[]');
});

test('a wrong fault is 400 and says why; without the token it is 401', async () => {
  const { url } = await startEmulator({ vendorToken: TOKEN });
  const headers = { 'X-Exosite-Token': TOKEN };
  const reply = await call(`${url}/control/faults`, { headers, body: 'delay' });
  expect(reply).toMatchObject({ status: 400, body: 'a fault of kind delay needs delayMs\n' });
  expect((await call(`${url}/control/faults`, { headers, body: '{' })).status).toBe(400);
  expect((await call(`${url}/control/faults`)).status).toBe(401);
});

test('no fault meets the control endpoint, and the request log does not show it', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.injectFault({ kind: 'offline' });
  const reply = await call(`${url}/control/faults`, { method: 'DELETE', headers: { 'X-Exosite-Token': TOKEN } });
  expect(reply.status).toBe(204);
  expect(emulator.requests()).toEqual([]);
});
