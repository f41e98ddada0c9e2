import { expect, test } from 'vitest';
import { createManagementClient } from '../../src/management/client.ts';
import { failureOf } from '../fixtures/client.ts';
import { manage } from '../fixtures/management.ts';
import { reply } from '../fixtures/scripted-platform.ts';

test('names the vendor of a shared model (exosite 1.2)', async () => {
  const { platform } = await manage([reply(205)]);
  const client = createManagementClient({ baseUrl: platform.url, credential: { vendorToken: 't' }, vendor: 'acme' });
  await client.serials.add('gateway', ['1']);
  await client.close();
  expect(platform.requests[0]?.headers).toMatchObject({ 'x-exosite-vendor': 'acme' });
});

test('closes with `await using`', async () => {
  const client = createManagementClient({ baseUrl: 'http://127.0.0.1:1', credential: { vendorToken: 't' } });
  await client[Symbol.asyncDispose]();
  expect(await failureOf(client.serials.list('gateway'))).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED' });
});

test('refuses a token that cannot stand in a header', () => {
  expect(() => createManagementClient({ baseUrl: 'http://h', credential: { vendorToken: 'a\nb' } })).toThrow(TypeError);
});
