import { expect, test } from 'vitest';
import { failureOf } from '../fixtures/client.ts';
import { manage } from '../fixtures/management.ts';
import { CIK, reply } from '../fixtures/scripted-platform.ts';

const RID = '0123456789abcdef0123456789abcdef01234567';
const OWNER = 'f'.repeat(40);
const ok = (result: unknown = null) => reply(200, JSON.stringify([{ id: 0, status: 'ok', result }]));
const INSTALL = '{"install":[{"name":"app.v1.tar.gz"}]}';
const bodyOf = (platform: { requests: readonly { body: string }[] }, at: number): unknown =>
  JSON.parse(platform.requests[at]?.body ?? '');

test("sets an alias with the device's own CIK (exosite 5)", async () => {
  const { resources, platform } = await manage([ok()]);
  await resources.write({ cik: CIK }, 'engine_fetch', INSTALL);
  expect(bodyOf(platform, 0)).toEqual({
    auth: { cik: CIK },
    calls: [{ id: 0, procedure: 'write', arguments: [{ alias: 'engine_fetch' }, INSTALL] }],
  });
});

test('finds the device of a serial number, and acts through its owner', async () => {
  const { resources, platform } = await manage([reply(200, `activated,${RID},`), ok([[1_408_088_308, 'done']])]);
  const target = { model: 'gateway', serial: '00:11', ownerCik: OWNER };
  expect(await resources.read(target, 'fetch_status')).toBe('done');
  expect(platform.requests[0]?.url).toBe('/provision/manage/model/gateway/00%3A11');
  expect(bodyOf(platform, 1)).toMatchObject({ auth: { cik: OWNER, client_id: RID } });
  expect(platform.requests[1]?.headers).not.toHaveProperty('x-exosite-token');
});

test('a vendor CIK is the owner where none is named; a token cannot be', async () => {
  const { resources, platform } = await manage([reply(200, `activated,${RID},`), ok([])], { vendorCik: OWNER });
  expect(await resources.read({ model: 'gateway', serial: '1' }, 'a')).toBeUndefined();
  expect(bodyOf(platform, 1)).toMatchObject({ auth: { cik: OWNER } });
  const { resources: byToken } = await manage([ok()]);
  await expect(byToken.read({ model: 'gateway', serial: '1' }, 'a')).rejects.toThrow(TypeError);
});

test('an alias that does not exist has no value', async () => {
  const { resources } = await manage([reply(200, '[{"id":0,"status":"invalid"}]'), reply(400)]);
  expect(await resources.read({ cik: CIK }, 'a')).toBeUndefined();
  expect(await failureOf(resources.read({ cik: CIK }, 'a'))).toMatchObject({ status: 400 });
});

test('a number is told as text', async () => {
  const { resources } = await manage([ok([[1, 21.5]])]);
  expect(await resources.read({ cik: CIK }, 'temperature')).toBe('21.5');
});

test('Murano 1 writes with its own tool (exosite 4)', async () => {
  const { resources, platform } = await manage([reply(204)], { muranoToken: 't', productId: 'pid' });
  await resources.write({ model: 'pid', serial: 's/1' }, 'engine_fetch', INSTALL);
  expect(platform.requests[0]).toMatchObject({
    method: 'POST',
    url: '/product/pid/write/s%2F1',
    headers: { authorization: 'token t', 'content-type': 'application/json; charset=utf-8' },
  });
  expect(bodyOf(platform, 0)).toEqual({ engine_fetch: INSTALL });
});

test('refuses an empty alias', async () => {
  const { resources } = await manage([ok()]);
  await expect(resources.write({ cik: CIK }, '', 'x')).rejects.toThrow(TypeError);
  await expect(resources.read({ cik: CIK }, '')).rejects.toThrow(TypeError);
});
