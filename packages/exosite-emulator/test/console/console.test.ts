import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { call } from '../support/call.ts';
import { startConsole } from '../support/console.ts';
import { startEmulator } from '../support/emulator.ts';

test('there is no console unless it is asked for', async () => {
  const { emulator } = await startEmulator();
  expect(emulator.consoleUrl).toBeUndefined();
});

test('listens on loopback only, wherever the device API listens', async () => {
  const { emulator } = await startEmulator({ host: '0.0.0.0', console: { port: 0 } });
  expect(emulator.consoleUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(new URL(emulator.consoleUrl ?? '').port).not.toBe(new URL(emulator.url).port);
});

test('goes on while the device API is offline, and brings it back', async () => {
  const { emulator, ask, url } = await startConsole();
  await emulator.goOffline();
  await expect(call(`${url}/timestamp`)).rejects.toThrow('ECONNREFUSED');
  expect((await ask('/api/network', { method: 'PUT', fields: { isOnline: true } })).status).toBe(204);
  expect((await call(`${url}/timestamp`)).status).toBe(200);
});

test('a port that is taken stops the start, and leaves nothing open', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    other.close();
  });
  await once(other, 'listening');
  const address = other.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const emulator = createEmulator({ console: { port } });
  onTestFinished(() => emulator.stop());
  await expect(emulator.start()).rejects.toMatchObject({ code: 'EMULATOR_PORT_IN_USE' });
  expect(emulator.online).toBe(false);
});

test('without a named port two emulators have two consoles', async () => {
  const [one, two] = [await startEmulator({ console: true }), await startEmulator({ console: true })];
  expect(one.emulator.consoleUrl).not.toBe(two.emulator.consoleUrl);
});

test('is gone after stop', async () => {
  const { emulator, consoleUrl } = await startConsole();
  await emulator.stop();
  await expect(call(consoleUrl)).rejects.toThrow('ECONNREFUSED');
});
