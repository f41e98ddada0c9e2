import { expect, test } from 'vitest';
import { createLiveValues } from '../../src/console/live-values.ts';

const device = { vendor: 'v', model: 'm', serial: '1' };
const event = (text: string) => ({ device, alias: 'a', timestamp: 1, text, by: 'device' }) as const;

test('hands out each value once', () => {
  const values = createLiveValues();
  values.add(event('x'), 5);
  expect(values.take()).toEqual({
    values: [{ ...device, alias: 'a', timestamp: 1, text: 'x', by: 'device', arrivedAtMs: 5 }],
  });
  expect(values.take()).toEqual({});
});

test('drops what is too many or too long, and says so', () => {
  const values = createLiveValues();
  for (let index = 0; index < 501; index += 1) values.add(event('x'), 5);
  const taken = values.take();
  expect(taken.hasMissedValues).toBe(true);
  expect(taken.values).toHaveLength(500);
  values.add(event('x'.repeat(300_000)), 5);
  expect(values.take()).toEqual({ hasMissedValues: true });
});
