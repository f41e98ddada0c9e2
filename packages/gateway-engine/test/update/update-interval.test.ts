import { expect, test } from 'vitest';

import { parseUpdateInterval } from '../../src/update/update-interval.ts';

test('takes whole seconds from 1 on (gwe 43, 66)', () => {
  expect(parseUpdateInterval('1')).toBe(1);
  expect(parseUpdateInterval(' 14400\n')).toBe(14_400);
  expect(parseUpdateInterval('60.0')).toBe(60);
});

test('empty means that nothing is asked (gwe 67)', () => {
  expect(parseUpdateInterval('')).toBeUndefined();
});

test.each(['0', '-5', '0.5', 'soon', '1e3', '0x10', 'NaN', '999999999999'])('%s is refused (gwe 68)', (text) => {
  expect(() => parseUpdateInterval(text)).toThrow(/update_interval cannot be used.*Write whole seconds/);
});
