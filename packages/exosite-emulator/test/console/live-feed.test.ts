import { expect, test } from 'vitest';
import { call, deviceCall } from '../support/call.ts';
import { startConsole } from '../support/console.ts';
import { DEVICE } from '../support/emulator.ts';
import { openEvents } from '../support/event-stream.ts';

test('begins with all there is', async () => {
  const { consoleUrl, url } = await startConsole();
  const events = await openEvents(`${consoleUrl}/api/events`);
  expect(events.response.headers['content-type']).toBe('text/event-stream');
  expect(await events.next('snapshot')).toMatchObject({
    ...{ platformUrl: url, isOnline: true, faults: [], deployments: [] },
    devices: [{ ...DEVICE, status: 'activated' }],
    products: [{ vendor: DEVICE.vendor, content: [] }],
    requests: [{ path: '/provision/activate', status: 200 }],
  });
});

test('tells a value, its request and when the device was seen', async () => {
  const { consoleUrl, stack, cik, clock } = await startConsole();
  const events = await openEvents(`${consoleUrl}/api/events`);
  await events.next('snapshot');
  clock.advance(60);
  await deviceCall(stack, cik, 'temperature=21.5');
  const change = await events.next('change');
  expect(change).toMatchObject({
    values: [{ ...DEVICE, alias: 'temperature', text: '21.5', by: 'device' }],
    devices: [{ serial: DEVICE.serial, lastSeen: Math.floor(clock.nowMs / 1000) }],
  });
});

test('tells faults, content, new devices and the network', async () => {
  const { consoleUrl, emulator } = await startConsole();
  const events = await openEvents(`${consoleUrl}/api/events`);
  await events.next('snapshot');
  emulator.injectFault({ kind: 'reset' });
  expect(await events.next('change')).toMatchObject({ faults: [{ fault: { kind: 'reset' } }] });
  emulator.uploadContent(DEVICE, 'a.v1.tar.gz', Buffer.from('x'));
  expect(await events.next('change')).toMatchObject({ products: [{ content: [{ id: 'a.v1.tar.gz' }] }] });
  emulator.enableDevice({ ...DEVICE, serial: 'new' });
  expect(await events.next('change')).toMatchObject({ devices: [{ serial: 'new' }] });
  await emulator.goOffline();
  expect(await events.next('change')).toMatchObject({ isOnline: false });
});

test('what a page sees at first is not told to it again', async () => {
  const { consoleUrl, url, emulator } = await startConsole();
  const first = await openEvents(`${consoleUrl}/api/events`);
  await first.next('snapshot');
  await call(`${url}/timestamp`);
  const second = await openEvents(`${consoleUrl}/api/events`);
  expect(await second.next('snapshot')).toMatchObject({ requests: [{}, { path: '/timestamp' }] });
  emulator.injectFault({ kind: 'reset' });
  expect(await second.next('change')).not.toHaveProperty('requests');
  expect(await first.next('change')).toMatchObject({ requests: [{ path: '/timestamp' }] });
});

test('opens a bounded number of streams', async () => {
  const { consoleUrl } = await startConsole();
  for (let index = 0; index < 32; index += 1) await openEvents(`${consoleUrl}/api/events`);
  expect((await call(`${consoleUrl}/api/events`)).status).toBe(503);
});
