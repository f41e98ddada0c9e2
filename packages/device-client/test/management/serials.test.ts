import { expect, test } from 'vitest';
import { failureOf } from '../fixtures/client.ts';
import { manage } from '../fixtures/management.ts';
import { reply } from '../fixtures/scripted-platform.ts';

const RID = '0123456789abcdef0123456789abcdef01234567';

test('lists serial numbers with their status (exosite 4)', async () => {
  const { serials, platform } = await manage([
    reply(200, `001,activated,${RID},first, of all\r\n002,notactivated,,\r\n`),
  ]);
  expect(await serials.list('gateway', { offset: 5, limit: 10 })).toEqual([
    { serial: '001', status: 'activated', rid: RID, extra: 'first, of all' },
    { serial: '002', status: 'notactivated', rid: '', extra: '' },
  ]);
  expect(platform.requests[0]).toMatchObject({
    method: 'GET',
    url: '/provision/manage/model/gateway/?offset=5&limit=10&status=true',
    headers: { 'x-exosite-token': 'secret-token' },
  });
});

test('adds one or many, and removes them (exosite 4)', async () => {
  const { serials, platform } = await manage([reply(205)]);
  await serials.add('gateway', ['00:11']);
  await serials.add('gateway', ['1', '2']);
  await serials.remove('gateway', ['1', '2']);
  expect(platform.requests.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
    'POST /provision/manage/model/gateway/ sn=00%3A11',
    'POST /provision/manage/model/gateway/ sn%5B%5D=1&sn%5B%5D=2',
    'POST /provision/manage/model/gateway/ delete=true&sn%5B%5D=1&sn%5B%5D=2',
  ]);
});

test('a serial number that is there already is a conflict', async () => {
  const { serials } = await manage([reply(409)]);
  expect(await failureOf(serials.add('gateway', ['1']))).toMatchObject({ code: 'DEVICE_CLIENT_CONFLICT' });
});

test('enables, regenerates and disables one (exosite 3.1, 4)', async () => {
  const { serials, platform } = await manage([reply(200, RID), reply(205)]);
  expect(await serials.enable('gateway', '00:11', RID)).toBe(RID);
  await serials.regenerate('gateway', '00:11');
  await serials.disable('gateway', '00:11');
  expect(platform.requests.map(({ url, body }) => `${url} ${body}`)).toEqual([
    `/provision/manage/model/gateway/00%3A11 enable=true&owner=${RID}`,
    '/provision/manage/model/gateway/00%3A11 enable=true',
    '/provision/manage/model/gateway/00%3A11 disable=true',
  ]);
});

test('tells the status and the groups of one', async () => {
  const { serials } = await manage([reply(200, `activated,${RID},a,b`), reply(204), reply(200, 'beta\r\n')]);
  expect(await serials.status('gateway', '0,1')).toEqual({
    serial: '0,1',
    status: 'activated',
    rid: RID,
    extra: 'a,b',
  });
  expect(await serials.groups('gateway', '1')).toEqual([]);
  expect(await serials.groups('gateway', '1')).toEqual(['beta']);
});

test('an empty name would mean all of them: it is refused', async () => {
  const { serials, platform } = await manage([reply(205)]);
  for (const call of [
    () => serials.disable('gateway', ''),
    () => serials.status('gateway', ''),
    () => serials.groups('gateway', ''),
    () => serials.add('gateway', []),
    () => serials.remove('gateway', ['']),
    () => serials.list(''),
  ]) {
    await expect((async () => call())()).rejects.toThrow(TypeError);
  }
  expect(platform.requests).toEqual([]);
});
