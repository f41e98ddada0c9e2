import { expect, test } from 'vitest';
import { aliasToShow, isEngineAlias, previewOf } from '../../../../console/device/alias-order.ts';

const alias = (name: string, text: string) => ({ alias: name, latest: { timestamp: 1, text } });
const aliases = [alias('device_info', '{}'), alias('message', 'hello'), alias('temperature', '21')];

test('shows first what an app measures', () => {
  expect(aliasToShow(aliases, undefined)).toBe('temperature');
  expect(aliasToShow(aliases.slice(0, 2), undefined)).toBe('message');
  expect(aliasToShow(aliases.slice(0, 1), undefined)).toBe('device_info');
  expect(aliasToShow([], undefined)).toBeUndefined();
});

test('keeps to what was chosen while it is there', () => {
  expect(aliasToShow(aliases, 'message')).toBe('message');
  expect(aliasToShow(aliases, 'gone')).toBe('temperature');
});

test('knows the resources of the engine (gwe 50)', () => {
  expect([isEngineAlias('engine_fetch'), isEngineAlias('temperature')]).toEqual([true, false]);
});

test('previews on one short line', () => {
  expect(previewOf(' a\n b ')).toBe('a b');
  expect(previewOf('x'.repeat(99))).toHaveLength(40);
});
