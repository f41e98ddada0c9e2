import { expect, test } from 'vitest';
import { deviceKey } from '../../src/console/device-key.ts';

test('different devices have different keys', () => {
  expect(deviceKey({ vendor: 'a', model: 'b c', serial: 'd' })).not.toBe(
    deviceKey({ vendor: 'a b', model: 'c', serial: 'd' }),
  );
});
