import { expect, test } from 'vitest';
import { FLEET_DEFAULTS } from '../../src/index.ts';

test('a fleet is bounded and cannot be changed', () => {
  expect(Object.isFrozen(FLEET_DEFAULTS)).toBe(true);
  expect(FLEET_DEFAULTS).toMatchObject({ maxSize: 10_000, maxConnections: 64, checkIn: 'oneRoundTrip' });
});
