import { expect, test } from 'vitest';
import { deviceCall } from '../../support/call.ts';
import { startConsole } from '../../support/console.ts';
import { DEVICE, PRODUCT } from '../../support/emulator.ts';
import { openEvents } from '../../support/event-stream.ts';

const NAME = 'hello.v1.tar.gz';
const FIELDS = { ...PRODUCT, name: NAME, serials: [DEVICE.serial] };

test('sends the command and tells each step of the device (gwe 70, 71)', async () => {
  const { ask, emulator, stack, cik, consoleUrl } = await startConsole();
  emulator.uploadContent(PRODUCT, NAME, Buffer.from('x'));
  const events = await openEvents(`${consoleUrl}/api/events`);
  await events.next('snapshot');
  expect((await ask('/api/deployments', { fields: FIELDS })).status).toBe(201);
  expect(await events.next('change')).toMatchObject({ deployments: [{ name: NAME, targets: [{ state: 'sent' }] }] });
  const read = await deviceCall(`${stack}?engine_fetch`, cik, '');
  expect(read.status).toBeLessThan(300);
  expect(emulator.read(DEVICE, 'engine_fetch')?.text).toBe(`{"install":[{"name":"${NAME}"}]}`);
  await deviceCall(stack, cik, 'engine_fetch=');
  expect(await events.next('change')).toMatchObject({ deployments: [{ targets: [{ state: 'pickedUp' }] }] });
  await deviceCall(stack, cik, 'fetch_status=done');
  expect(await events.next('change')).toMatchObject({
    deployments: [{ targets: [{ state: 'reported', report: 'done' }] }],
  });
});

test('sends nothing to anyone if one device or the file is not there', async () => {
  const { ask, emulator } = await startConsole();
  expect((await ask('/api/deployments', { fields: FIELDS })).status).toBe(404);
  emulator.uploadContent(PRODUCT, NAME, Buffer.from('x'));
  const fields = { ...FIELDS, serials: [DEVICE.serial, 'nobody'] };
  expect((await ask('/api/deployments', { fields })).status).toBe(404);
  expect((await ask('/api/deployments', { fields: { ...FIELDS, serials: [] } })).status).toBe(400);
  expect(emulator.aliases(DEVICE)).toEqual([]);
});
