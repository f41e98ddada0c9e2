import { expect, test } from 'vitest';
import { createArrivalLedger } from '../../src/console/arrival-ledger.ts';
import { surveyDelivery } from '../../src/console/delivery-survey.ts';
import { platformWith } from '../support/platform.ts';

const good = { vendor: 'v', model: 'm', serial: 'good' };
const bad = { vendor: 'v', model: 'm', serial: 'bad' };

test('puts the series with gaps first, and knows what came late', async () => {
  const platform = platformWith([good, bad]);
  const arrivals = createArrivalLedger();
  platform.values.onWrite((event) => {
    arrivals.observe(event, 1_000_000);
  });
  const points = (times: readonly number[]) =>
    times.map((timestamp) => ({ alias: 'temperature', timestamp, value: Buffer.from('1') }));
  const [goodDevice, badDevice] = [platform.devices.find(good), platform.devices.find(bad)];
  if (goodDevice === undefined || badDevice === undefined) throw new Error('no device');
  platform.values.record(goodDevice, points([900, 910, 920, 930, 940, 950]));
  platform.values.record(badDevice, points([900, 910, 920, 930, 940, 990]));
  const { series, leftOut } = await surveyDelivery(platform, arrivals);
  expect(leftOut).toBe(0);
  expect(series).toMatchObject([
    { serial: 'bad', rhythmSeconds: 10, gaps: [{ from: 940, to: 990, missing: 4 }], late: { maxDelaySeconds: 100 } },
    { serial: 'good', rhythmSeconds: 10, gaps: [], firstAt: 900, lastAt: 950, points: 6 },
  ]);
});

test('shows what gateways report of their queues; commands are no series', async () => {
  const platform = platformWith([good]);
  const device = platform.devices.find(good);
  if (device === undefined) throw new Error('no device');
  const values = new Map([
    ['engine_report', Buffer.from('{"apps":[],"queue":{"messages":3}}')],
    ['device_info', Buffer.from('{"uname":"x"}')],
    ['engine_fetch', Buffer.from('')],
  ]);
  platform.values.write(device, values, 'device');
  const { series, queues } = await surveyDelivery(platform, createArrivalLedger());
  expect(queues).toEqual([{ ...good, alias: 'engine_report', reportedAt: 1000, facts: [['queue.messages', '3']] }]);
  expect(series.map(({ alias }) => alias)).toEqual(['device_info', 'engine_report']);
});
