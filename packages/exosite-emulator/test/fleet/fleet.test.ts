import { expect, test } from 'vitest';
import { createFleet } from '../../src/index.ts';
import { createFleetRig, FLEET_PRODUCT } from '../support/fleet.ts';

const FIRST = { ...FLEET_PRODUCT, serial: 'sim-0001' };

test('gateways enroll, activate and report at their own times within the interval', async () => {
  const { emulator, fleet, time } = await createFleetRig({ intervalSeconds: 60 });
  await fleet.start();
  expect(emulator.devices().map(({ serial, status }) => [serial, status])).toEqual([
    ['sim-0001', 'notactivated'],
    ['sim-0002', 'notactivated'],
    ['sim-0003', 'notactivated'],
  ]);
  await time.advance(60);
  await expect.poll(() => fleet.report()).toMatchObject({ gateways: 3, activated: 3, checkIns: 3, failedCheckIns: 0 });
  expect(emulator.aliases(FIRST)).toEqual(['device_info', 'engine_report', 'usage_report']);
  await expect.poll(() => time.sleepers).toBe(3);
  await time.advance(72);
  await expect.poll(() => fleet.report().checkIns).toBe(6);
});

test('an order is taken, cleared, downloaded, installed and reported (gwe F70)', async () => {
  const { emulator, clock, fleet, time } = await createFleetRig({ size: 1, intervalSeconds: 60, installSeconds: 1 });
  emulator.uploadContent(FLEET_PRODUCT, 'coffee.v2.tar.gz', Buffer.alloc(5000));
  await fleet.start();
  emulator.write(FIRST, { engine_fetch: '{"install":[{"name":"coffee.v2.tar.gz"},{"name":"none.v1.tar.gz"}]}' });
  const heard: string[] = [];
  emulator.onWrite(({ alias, text }) => {
    if (alias === 'fetch_status' || alias === 'engine_fetch') heard.push(text);
  });
  await time.advance(60);
  for (const count of [1, 2]) {
    await expect
      .poll(async () => {
        clock.advance(1);
        await time.advance(1);
        return fleet.report().installs + fleet.report().failedInstalls;
      })
      .toBe(count);
  }
  await expect
    .poll(async () => {
      await time.advance(1);
      return emulator.read(FIRST, 'engine_report')?.text;
    })
    .toContain('"coffee"');
  expect(heard).toEqual([
    '',
    '{"name":"coffee.v2.tar.gz","status":"installed","bytes":5000}',
    '{"name":"none.v1.tar.gz","status":"failed","error":"the download of none.v1.tar.gz was answered 404"}',
  ]);
  expect(fleet.report()).toMatchObject({ installs: 1, failedInstalls: 1, failedCheckIns: 0 });
});

test('a gateway whose CIK was taken away activates again and goes on (gwe 48)', async () => {
  const { emulator, fleet } = await createFleetRig({ size: 1 });
  await fleet.enroll();
  await fleet.checkInOnce();
  emulator.enableDevice(FIRST);
  expect(await fleet.checkInOnce()).toMatchObject({ requests: 3, failedRequests: 1 });
  expect(fleet.report()).toMatchObject({ activated: 1, checkIns: 2, failedCheckIns: 0 });
});

test('an outage is counted and ends with the platform’s return', async () => {
  const { emulator, fleet } = await createFleetRig();
  await fleet.enroll();
  await emulator.goOffline();
  expect(await fleet.checkInOnce()).toMatchObject({ requests: 3, failedRequests: 3 });
  await emulator.goOnline();
  expect(await fleet.checkInOnce()).toMatchObject({ failedRequests: 0 });
  expect(fleet.report()).toMatchObject({ checkIns: 3, failedCheckIns: 3 });
});

test('update_interval governs the next sleep and is cleared (gwe E66, 69)', async () => {
  const { emulator, fleet, time } = await createFleetRig({ size: 1, intervalSeconds: 60, jitter: 0 });
  await fleet.start();
  emulator.write(FIRST, { update_interval: '10' });
  await time.advance(60);
  await expect.poll(() => emulator.read(FIRST, 'update_interval')?.text).toBe('');
  await expect.poll(() => time.sleepers).toBe(1);
  await time.advance(10);
  await expect.poll(() => fleet.report().checkIns).toBe(2);
});

test('a wrong vendor token is a typed error; a stopped fleet is final', async () => {
  const { fleet } = await createFleetRig({ vendorToken: 'wrong' });
  await expect(fleet.start()).rejects.toMatchObject({ code: 'EMULATOR_FLEET_REFUSED' });
  await fleet.stop();
  await fleet.stop();
  await expect(fleet.start()).rejects.toThrow('the fleet was stopped');
});

test('an aborted round rejects with the reason', async () => {
  const { fleet } = await createFleetRig();
  await fleet.enroll();
  const reason = new Error('enough');
  await expect(fleet.checkInOnce({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test.each([
  { url: 'https://x', size: 1 },
  { url: 'x', size: 1 },
  { url: 'http://x', size: 0 },
  { url: 'http://x', size: 10_001 },
  { url: 'http://x', size: 1, jitter: 2 },
  { url: 'http://x', size: 1, intervalSeconds: 0 },
  { url: 'http://x', size: 1, installSeconds: -1 },
  { url: 'http://x', size: 1, maxConnections: 0 },
])('%j is a TypeError', (options) => {
  expect(() => createFleet(options)).toThrow(TypeError);
});
