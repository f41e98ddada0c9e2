import { expect, test } from 'vitest';
import { activate, timestamp } from '../../src/calls/provision.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const DEVICE = { vendor: 'v', model: 'm', serial: '00:2F:AC' };

test('activates by vendor, model and serial number, without a CIK (exosite 3.1)', async () => {
  const platform = await startPlatform([reply(200, CIK)]);
  expect(await activate(openTransport(platform.url), DEVICE)).toBe(CIK);
  expect(platform.requests).toMatchObject([
    { method: 'POST', url: '/provision/activate', body: 'vendor=v&model=m&sn=00%3A2F%3AAC' },
  ]);
  expect(platform.requests[0]?.headers).not.toHaveProperty('x-exosite-cik');
});

test('activates by id alone on Murano 2, and takes its mixed-case token (exosite 1.2, 3.1)', async () => {
  const token = '97eWgtm9'.repeat(5);
  const platform = await startPlatform([reply(200, `${token}\r\n`)]);
  expect(await activate(openTransport(platform.url), { id: 'device 1' })).toBe(token);
  expect(platform.requests[0]?.body).toBe('id=device+1');
});

test.each([CIK.slice(1), `${CIK}0`, '', `${CIK.slice(0, 20)} ${CIK.slice(21)}`])(
  'refuses an answer that is no CIK without showing it (gwe D47)',
  async (body) => {
    const platform = await startPlatform([reply(200, body)]);
    const error = await failureOf(activate(openTransport(platform.url), DEVICE));
    expect(error).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL', outcome: 'unknown' });
    expect(error.message).toContain('instead of a CIK');
    expect(error.message).not.toContain(CIK.slice(8, 16));
  },
);

test.each([
  [403, 'DEVICE_CLIENT_FORBIDDEN'],
  [404, 'DEVICE_CLIENT_NOT_FOUND'],
  [409, 'DEVICE_CLIENT_CONFLICT'],
])('tells why the platform refuses: %i (exosite 3.1)', async (status, code) => {
  const platform = await startPlatform([reply(status, `HTTP/1.1 ${status} No\r\n`)]);
  expect(await failureOf(activate(openTransport(platform.url), DEVICE))).toMatchObject({ code, outcome: 'refused' });
});

test('refuses an identity with an empty part', async () => {
  const transport = openTransport(NOBODY);
  await expect(activate(transport, { ...DEVICE, serial: '' })).rejects.toThrow("The identity's sn must not be empty.");
  await expect(activate(transport, { id: '' })).rejects.toThrow(TypeError);
});

test("tells the platform's clock (exosite 2.6)", async () => {
  const platform = await startPlatform([reply(200, '1408088308')]);
  expect(await timestamp(openTransport(platform.url))).toBe(1_408_088_308);
  expect(platform.requests).toMatchObject([{ method: 'GET', url: '/timestamp' }]);
});

test.each(['', 'soon', '-1', '1.5', '9'.repeat(13)])('takes %j for no time', async (body) => {
  const platform = await startPlatform([reply(200, body)]);
  expect(await failureOf(timestamp(openTransport(platform.url)))).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
});
