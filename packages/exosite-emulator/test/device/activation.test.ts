import { describe, expect, test } from 'vitest';
import { decideRefusal, statusOf, type Activation } from '../../src/device/activation.ts';

const DAY = 86_400;
const WHITELISTED: Activation = { cik: undefined, certificate: undefined, enabledAt: undefined, disabled: false };
const ENABLED: Activation = { ...WHITELISTED, enabledAt: 1000 };
const ACTIVATED: Activation = { ...ENABLED, cik: 'a'.repeat(40) };
const DISABLED: Activation = { ...ENABLED, disabled: true };

describe('the life cycle of a device (exosite 3.1)', () => {
  test.each([
    ['whitelisted', WHITELISTED, 1000, 'notactivated', 'not enabled'],
    ['enabled', ENABLED, 1000 + DAY - 1, 'notactivated', undefined],
    ['enabled a day ago', ENABLED, 1000 + DAY, 'expired', 'the activation window has passed'],
    ['activated', ACTIVATED, 1000 + 9 * DAY, 'activated', 'already activated: enable it again first'],
    ['disabled', DISABLED, 1001, 'expired', 'disabled'],
  ] as const)('%s', (_, activation, now, status, refusal) => {
    expect(statusOf(activation, now, DAY)).toBe(status);
    expect(decideRefusal(activation, now, DAY)).toBe(refusal);
  });
});
