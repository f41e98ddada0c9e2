import { expect, test } from 'vitest';
import { deviceCall } from '../../support/call.ts';
import { DEVICE_PATH, startConsole } from '../../support/console.ts';
import { DEVICE } from '../../support/emulator.ts';

test('adds and enables a device, once', async () => {
  const { ask, emulator } = await startConsole();
  const fields = { vendor: 'acme', model: 'gateway', serial: 'a/b' };
  expect((await ask('/api/devices', { fields })).status).toBe(201);
  expect(emulator.devices()).toContainEqual({ ...fields, status: 'notactivated' });
  // Again would take the credential of a device at work away.
  expect((await ask('/api/devices', { fields })).status).toBe(409);
  expect((await ask('/api/devices', { fields: { ...fields, serial: '' } })).status).toBe(400);
});

test('shows a device with its credential and latest values', async () => {
  const { ask, stack, cik } = await startConsole();
  await deviceCall(stack, cik, 'b=2&a=1');
  const { body } = await ask(DEVICE_PATH);
  expect(JSON.parse(body)).toMatchObject({
    ...{ ...DEVICE, cik, status: 'activated' },
    aliases: [
      { alias: 'a', latest: { text: '1' } },
      { alias: 'b', latest: { text: '2' } },
    ],
  });
});

test('regenerates, disables and removes', async () => {
  const { ask, emulator, stack, cik } = await startConsole();
  expect((await ask(`${DEVICE_PATH}/enable`, { method: 'POST' })).status).toBe(204);
  expect((await deviceCall(stack, cik, 'a=1')).status).toBe(401);
  expect((await ask(`${DEVICE_PATH}/disable`, { method: 'POST' })).status).toBe(204);
  expect(emulator.devices()).toMatchObject([{ status: 'expired' }]);
  expect((await ask(DEVICE_PATH, { method: 'DELETE' })).status).toBe(204);
  expect(emulator.devices()).toEqual([]);
  expect((await ask(DEVICE_PATH)).status).toBe(404);
});
