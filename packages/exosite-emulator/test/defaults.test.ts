import { expect, test } from 'vitest';
import { EMULATOR_DEFAULTS } from '../src/index.ts';

test('the defaults cannot be changed', () => {
  expect(Object.isFrozen(EMULATOR_DEFAULTS)).toBe(true);
});

test('loopback only, a day to activate, five minutes of long-poll (exosite 2.4, 3.1)', () => {
  expect(EMULATOR_DEFAULTS).toMatchObject({
    host: '127.0.0.1',
    activationWindowSeconds: 86_400,
    maxPollMs: 300_000,
  });
});
