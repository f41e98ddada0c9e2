import { expect, test } from 'vitest';
import { type SeriesView } from '../../../src/console/api.ts';
import { deviceCall } from '../../support/call.ts';
import { DEVICE_PATH, startConsole } from '../../support/console.ts';
import { DEVICE } from '../../support/emulator.ts';

test('reads a series in the order of time', async () => {
  const { ask, stack, cik } = await startConsole();
  await deviceCall(`${stack}/temperature`, cik, '300=3&100=1&200=2');
  const { body } = await ask(`${DEVICE_PATH}/aliases/temperature`);
  expect(JSON.parse(body)).toEqual({
    ...{ isCut: false },
    points: [
      { timestamp: 100, text: '1' },
      { timestamp: 200, text: '2' },
      { timestamp: 300, text: '3' },
    ],
  });
});

test('of a long series the page gets the newest ten thousand values, the file gets all', async () => {
  const { ask, stack, cik } = await startConsole();
  const pairs = Array.from({ length: 10_050 }, (_, index) => `${index}=${index}`);
  await deviceCall(`${stack}/n`, cik, pairs.join('&'));
  const view = JSON.parse((await ask(`${DEVICE_PATH}/aliases/n`)).body) as SeriesView;
  expect(view.isCut).toBe(true);
  expect([view.points.length, view.points[0]]).toEqual([10_000, { timestamp: 50, text: '50' }]);
  const csv = await ask(`${DEVICE_PATH}/aliases/n/values.csv`);
  expect(csv.body.split('\r\n')).toHaveLength(10_052);
});

test('exports CSV as a file of its own name', async () => {
  const { ask, stack, cik } = await startConsole();
  await deviceCall(`${stack}/temp`, cik, '100=1%2C5');
  const { headers, body } = await ask(`${DEVICE_PATH}/aliases/temp/values.csv`);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toBe('attachment; filename="00_2F_AC_43_55_A0-temp.csv"');
  expect(body).toBe('timestamp,time,value\r\n100,1970-01-01T00:01:40.000Z,"1,5"\r\n');
});

test('writes as the cloud would', async () => {
  const { ask, emulator, stack, cik } = await startConsole();
  const path = `${DEVICE_PATH}/aliases/update_interval`;
  expect((await ask(path, { method: 'PUT', fields: { value: '60' } })).status).toBe(204);
  expect(emulator.read(DEVICE, 'update_interval')?.text).toBe('60');
  expect((await deviceCall(`${stack}?update_interval`, cik)).status).not.toBe(401);
  expect((await ask(path, { method: 'PUT', fields: { value: 60 } })).status).toBe(400);
});
