import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDevice } from '../../src/compat/device.ts';
import { createManualClock } from '../fixtures/clock.ts';
import { makeFolder } from '../fixtures/folder.ts';
import { CIK, reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

const CFG = "[device]\ncik = ''\nmodel = gateway\nvendor = acme\nuuid = 00:11\n";

async function start(replies: readonly Reply[], text = CFG) {
  const platform = await startPlatform(replies);
  const cfgPath = join(makeFolder(), 'device.cfg');
  writeFileSync(cfgPath, text);
  const clock = createManualClock();
  const device = createDevice({ cfgPath, clock, url: platform.url });
  onTestFinished(() => device.close());
  return { platform, cfgPath, clock, device };
}

test('activates with the identity of its file and keeps the CIK there (gwe J125, B39)', async () => {
  const { device, platform, cfgPath } = await start([reply(200, CIK), reply(204)]);
  expect(device.activated()).toBe(false);
  expect(await device.activate()).toBe(true);
  expect([device.activated(), device.cik]).toEqual([true, CIK]);
  expect(readFileSync(cfgPath, 'utf8')).toBe(CFG.replace("''", CIK));
  expect(platform.requests[0]?.body).toBe('vendor=acme&model=gateway&sn=00%3A11');
  expect(await device.activate()).toBe(true);
  expect(await device.httpWrite('a', '1')).toMatchObject({ success: true });
  expect(platform.requests).toHaveLength(2);
});

test('asks no more often than the retry interval allows (gwe A15, J125)', async () => {
  const { device, platform, clock } = await start([reply(409), reply(200, CIK)]);
  expect(await device.activate()).toBe(false);
  clock.advance(299_999);
  expect(await device.activate()).toBe(false);
  expect(platform.requests).toHaveLength(1);
  clock.advance(1);
  expect(await device.activate()).toBe(true);
});

test('the file may set the interval', async () => {
  const { device, platform, clock } = await start([reply(404)], `${CFG}activation_retry_interval = 10\n`);
  await device.activate();
  clock.advance(10_000);
  await device.activate();
  expect(platform.requests).toHaveLength(2);
});

test('a 401 means: not activated any more (gwe D48, J125)', async () => {
  const { device } = await start([reply(401), reply(200, CIK)], CFG.replace("''", CIK));
  expect(device.activated()).toBe(true);
  expect(await device.httpRead(['a'])).toMatchObject({ code: 401 });
  expect(device.activated()).toBe(false);
  expect(await device.activate()).toBe(true);
});

test('a stored CIK of another length counts as none (gwe B39)', async () => {
  const { device } = await start([reply(204)], CFG.replace("''", CIK.slice(1)));
  expect(device.activated()).toBe(false);
});

test.each([
  ['no section', 'cik = x\n', 'has no section [device]'],
  ['no uuid', '[device]\ncik =\nmodel = m\nvendor = v\n', 'has no uuid'],
])('a file with %s is an error at construction (gwe B31)', (_case, text, message) => {
  const cfgPath = join(makeFolder(), 'device.cfg');
  writeFileSync(cfgPath, text);
  expect(() => createDevice({ cfgPath })).toThrow(message);
});
