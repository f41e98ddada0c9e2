import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/cli/emulator.ts';
import { type CliOptions } from '../../src/cli/program.ts';
import { callTls } from '../support/tls.ts';

const OPTIONS: CliOptions = {
  ...{ host: '127.0.0.1', device: [], fault: [], fleetInterval: 60, json: false, console: false },
};

const pem = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

test('the usual port, and any free one for a second emulator', async () => {
  await using first = await startEmulator(OPTIONS);
  await using second = await startEmulator(OPTIONS);
  expect(first.url).not.toBe(second.url);
  await expect(startEmulator({ ...OPTIONS, port: Number(new URL(second.url).port) })).rejects.toMatchObject({
    code: 'EMULATOR_PORT_IN_USE',
  });
});

test('TLS from files', async () => {
  await using emulator = await startEmulator({
    ...OPTIONS,
    port: 0,
    tlsKey: pem('server.key'),
    tlsCert: pem('server.pem'),
  });
  expect((await callTls(`${emulator.url}/timestamp`)).status).toBe(200);
});

test.each<Partial<CliOptions>>([
  { tlsKey: 'k' },
  { tlsCa: 'c' },
  { tlsKey: '/no/such/file', tlsCert: '/no/such/file' },
  { tlsKey: pem('server.key'), tlsCert: pem('server.pem'), fleet: 1 },
  { loadReport: 5 },
  { host: '' },
])('%j is a TypeError: a usage error', async (wrong) => {
  await expect(startEmulator({ ...OPTIONS, port: 0, ...wrong })).rejects.toBeInstanceOf(TypeError);
});
