import { expect, test } from 'vitest';
import { ageOf, isExpired } from '../../src/lane/expiry.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const T = 1_700_000_000;
const EARLIER = { id: 1, isThis: false };
const anchor = { offsetMs: (T - 1000) * 1000, errorMs: 0, sampledMs: 0 };
const present = { kind: 'platform', monoMs: 90_000, nowMs: T * 1000 } as const;

test('age is told by the monotonic clock within a boot, whatever the clock showed', () => {
  expect(ageOf(messageOf({ id: 1, timestamp: 60, monoMs: 30_000 }), present)).toBe(60_000);
});

test('age over a boot is told by the platform’s time; where it was not known, not at all', () => {
  const timed = messageOf({ id: 1, boot: { ...EARLIER, anchor }, monoMs: 400_000 });
  const untimed = messageOf({ id: 1, boot: EARLIER, timestamp: T - 60 });
  expect([ageOf(timed, present), ageOf(untimed, present)]).toEqual([600_000, undefined]);
  expect(ageOf(timed, { kind: 'unknown', monoMs: 90_000 })).toBeUndefined();
});

test('where no platform tells the time, the machine’s clock has to do', () => {
  const clock = { ...present, kind: 'clock' } as const;
  expect(ageOf(messageOf({ id: 1, boot: EARLIER, timestamp: T - 60 }), clock)).toBe(60_000);
});

test('the age limit and the message’s own time to live both count; without either nothing expires', () => {
  const message = messageOf({ id: 1, timestamp: T, monoMs: 30_000 });
  expect([0, 60_000, 60_001].map((maxAgeMs) => isExpired(message, maxAgeMs, present))).toEqual([false, true, false]);
  expect(isExpired({ ...message, expires: T + 60 }, 0, present)).toBe(true);
  expect(isExpired({ ...message, expires: T + 61 }, 0, present)).toBe(false);
  expect(isExpired(messageOf({ id: 1, boot: EARLIER, timestamp: 60, expires: 61 }), 1, present)).toBe(false);
});
