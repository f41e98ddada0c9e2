import { expect, test } from 'vitest';
import { valuesOf, withValues } from '../../../../console/device/device-view-model.ts';

const device = { vendor: 'v', model: 'm', serial: '1' };
const value = (alias: string, timestamp: number, text: string) =>
  ({ ...device, alias, timestamp, text, by: 'device', arrivedAtMs: 0 }) as const;
const view = {
  ...device,
  status: 'activated',
  aliases: [{ alias: 'b', latest: { timestamp: 10, text: 'old' } }],
} as const;

test('takes only the values of the device', () => {
  const other = { ...value('a', 1, 'x'), serial: '2' };
  expect(valuesOf([other, value('a', 1, 'y')], device)).toMatchObject([{ text: 'y' }]);
  expect(valuesOf(undefined, device)).toEqual([]);
});

test('a newer value is the latest; one of the past is not', () => {
  const next = withValues(view, [value('b', 5, 'past'), value('a', 1, 'new alias')]);
  expect(next.aliases).toEqual([
    { alias: 'a', latest: { timestamp: 1, text: 'new alias' } },
    { alias: 'b', latest: { timestamp: 10, text: 'old' } },
  ]);
  expect(withValues(view, [value('b', 10, 'same second')]).aliases[0]?.latest?.text).toBe('same second');
  expect(withValues(view, [])).toBe(view);
});
