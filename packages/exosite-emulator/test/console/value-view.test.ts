import { expect, test } from 'vitest';
import { toValueView } from '../../src/console/value-view.ts';

test('leaves the bytes out', () => {
  expect(toValueView({ timestamp: 1, text: 'a', value: Buffer.from('a') })).toEqual({ timestamp: 1, text: 'a' });
});
