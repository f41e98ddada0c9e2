import { expect, test } from 'vitest';
import { record } from '../../src/calls/record.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const VALUES = [
  { alias: 'temperature', timestamp: 1_408_088_308, value: '44' },
  { alias: 'humidity', timestamp: 1_408_088_308, value: '21' },
  { alias: 'temperature', timestamp: 1_408_088_310, value: '4&5' },
];

test('sends several aliases in one request, grouped (exosite 2.5, gwe N4)', async () => {
  const platform = await startPlatform([reply(204)]);
  expect(await record(openTransport(platform.url), CIK, VALUES)).toEqual({ conflicts: [] });
  expect(platform.requests).toMatchObject([
    {
      method: 'POST',
      url: '/onep:v1/stack/record',
      body: 'alias=temperature&1408088308=44&1408088310=4%265&alias=humidity&1408088308=21',
      headers: { 'x-exosite-cik': CIK },
    },
  ]);
});

test('sends bytes and aliases of any name', async () => {
  const platform = await startPlatform([reply(204)]);
  await record(openTransport(platform.url), CIK, [{ alias: 'alias', timestamp: 1, value: new Uint8Array([0, 255]) }]);
  expect(platform.requests[0]?.body).toBe('alias=alias&1=%00%FF');
});

test('names the values that were not stored (exosite 2.5, gwe N5)', async () => {
  const platform = await startPlatform([reply(409, 'temperature=1408088308,1408088310')]);
  expect(await record(openTransport(platform.url), CIK, VALUES)).toEqual({
    conflicts: [
      { alias: 'temperature', timestamp: 1_408_088_308 },
      { alias: 'temperature', timestamp: 1_408_088_310 },
    ],
  });
});

test('fails with a conflict that names no value of ours', async () => {
  const platform = await startPlatform([reply(409, 'HTTP/1.1 409 Conflict\r\n')]);
  expect(await failureOf(record(openTransport(platform.url), CIK, VALUES))).toMatchObject({
    code: 'DEVICE_CLIENT_CONFLICT',
    status: 409,
    outcome: 'refused',
  });
});

test('takes a page of somebody else for no success', async () => {
  const platform = await startPlatform([reply(200, 'Please log in')]);
  expect(await failureOf(record(openTransport(platform.url), CIK, VALUES))).toMatchObject({
    code: 'DEVICE_CLIENT_PROTOCOL',
  });
});

test.each([-1, 1.5, Number.NaN, 2 ** 60])('refuses %d as a timestamp', async (timestamp) => {
  const call = record(openTransport(NOBODY), CIK, [{ alias: 'a', timestamp, value: '1' }]);
  await expect(call).rejects.toThrow(TypeError);
});

test('refuses an empty batch', async () => {
  await expect(record(openTransport(NOBODY), CIK, [])).rejects.toThrow(TypeError);
});
