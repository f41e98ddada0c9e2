import { expect, test } from 'vitest';
import { call } from '../../support/call.ts';
import { startConsole } from '../../support/console.ts';
import { DEVICE } from '../../support/emulator.ts';

test('injects a fault for one device, and takes it away', async () => {
  const { ask, emulator } = await startConsole();
  const fields = { kind: 'delay', delayMs: 5, device: DEVICE, count: null };
  const { status, body } = await ask('/api/faults', { fields });
  expect(status).toBe(201);
  expect(emulator.faults()).toMatchObject([{ fault: { kind: 'delay', device: DEVICE }, remaining: Infinity }]);
  const { id } = JSON.parse(body) as { id: number };
  expect((await ask(`/api/faults/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(`/api/faults/${id}`, { method: 'DELETE' })).status).toBe(404);
});

test('clears all', async () => {
  const { ask, emulator } = await startConsole();
  emulator.injectFault({ kind: 'reset' });
  expect((await ask('/api/faults', { method: 'DELETE' })).status).toBe(204);
  expect(emulator.faults()).toEqual([]);
});

test('refuses a fault that makes no sense, and says why', async () => {
  const { ask } = await startConsole();
  const { status, body } = await ask('/api/faults', { fields: { kind: 'status', status: 99 } });
  expect(status).toBe(400);
  expect(body).toContain('fault.status must be');
});

test('switches the device API off and on', async () => {
  const { ask, url } = await startConsole();
  expect((await ask('/api/network', { method: 'PUT', fields: { isOnline: false } })).status).toBe(204);
  await expect(call(`${url}/timestamp`)).rejects.toThrow('ECONNREFUSED');
  await ask('/api/network', { method: 'PUT', fields: { isOnline: true } });
  expect((await call(`${url}/timestamp`)).status).toBe(200);
  expect((await ask('/api/network', { method: 'PUT', fields: {} })).status).toBe(400);
});
