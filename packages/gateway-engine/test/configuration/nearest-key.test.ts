import { expect, test } from 'vitest';

import { nearestKey } from '../../src/configuration/nearest-key.ts';

const KEYS = ['update_interval', 'debug_level', 'user_agent'];

test('finds the key that was meant', () => {
  expect(nearestKey('update_intervall', KEYS)).toBe('update_interval');
  expect(nearestKey('debuglevel', KEYS)).toBe('debug_level');
  expect(nearestKey('USER_AGENT', KEYS)).toBe('user_agent');
});

test('suggests nothing when nothing is near', () => {
  expect(nearestKey('colour', KEYS)).toBeUndefined();
});
