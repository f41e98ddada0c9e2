import { expect, test } from 'vitest';
import { call, type Reply } from '../../support/call.ts';
import { startEmulator } from '../../support/emulator.ts';
import { TOKEN } from '../../support/manage.ts';

const PRODUCT = { vendor: 'pid', model: 'pid' } as const;

test('whitelist, provision, set and show state, unlist: what MuranoCLI does (exosite 4)', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  const tool = (method: string, path: string, json?: unknown): Promise<Reply> => {
    const headers = { Authorization: `token ${TOKEN}` };
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    return call(`${url}/api:1/service/pid/${path}`, { method, headers, ...body });
  };
  const one = 'device2/identity/gw1';
  expect((await tool('GET', one)).status).toBe(404);
  expect((await tool('PUT', one, { auth: {}, locked: false })).status).toBe(204);
  expect(JSON.parse((await tool('GET', one)).body)).toEqual({ identity: 'gw1', locked: false, status: 'whitelisted' });
  const token = (await call(`${url}/provision/activate`, { body: 'id=gw1' })).body;
  expect((await tool('PUT', one, {})).status).toBe(204);
  expect(emulator.devices()).toMatchObject([{ serial: 'gw1', status: 'activated', cik: token }]);
  expect((await tool('PATCH', `${one}/state`, { led: 'on', limits: { max: 1 } })).status).toBe(204);
  expect(JSON.parse((await tool('GET', `${one}/state`)).body)).toEqual({
    led: { reported: 'on', set: 'on', timestamp: 1_408_088_308 },
    limits: { reported: '{"max":1}', set: '{"max":1}', timestamp: 1_408_088_308 },
  });
  const list = JSON.parse((await tool('GET', 'device2/identity')).body) as unknown;
  expect(list).toMatchObject({ devices: [{ identity: 'gw1', status: 'provisioned' }] });
  expect((await tool('PATCH', `${one}/state`, [])).status).toBe(400);
  expect((await tool('DELETE', one)).status).toBe(204);
  expect(emulator.devices()).toEqual([]);
});

test('content of the product can be listed and removed', async () => {
  const { emulator, url } = await startEmulator({ vendorToken: TOKEN });
  emulator.uploadContent(PRODUCT, 'a.bin', Buffer.from('12345'), { contentType: 't/t' });
  const items = `${url}/api:1/service/pid/content/item`;
  const headers = { Authorization: `token ${TOKEN}` };
  expect(JSON.parse((await call(items, { headers })).body)).toMatchObject([{ id: 'a.bin', sizeBytes: 5 }]);
  expect(JSON.parse((await call(`${items}/a.bin`, { headers })).body)).toMatchObject({ contentType: 't/t' });
  expect((await call(`${items}/a.bin`, { headers, method: 'DELETE' })).status).toBe(204);
  expect((await call(`${items}/a.bin`, { headers })).status).toBe(404);
  expect((await call(items)).status).toBe(401);
});
