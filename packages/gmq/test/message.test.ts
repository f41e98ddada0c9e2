import { expect, test } from 'vitest';
import { checkMessage, isTimestamp, MAX_TIMESTAMP, sizeOfMessage, toBytes } from '../src/message.ts';
import { CLIENT } from './fixtures/open-queue.ts';

const LIMITS = { maxValueBytes: 10 };

test('takes text and bytes, with and without a time (gwe K145)', () => {
  checkMessage({ client: CLIENT, alias: 'a', value: '' }, LIMITS);
  checkMessage({ client: CLIENT, alias: 'a', value: new Uint8Array(10), timestamp: 0 }, LIMITS);
  expect([...toBytes('ä')]).toEqual([0xc3, 0xa4]);
});

test.each([
  [{ alias: '' }],
  [{ timestamp: -1 }],
  [{ timestamp: 1.5 }],
  [{ timestamp: 1_700_000_000_000 }],
  [{ client: { vendor: '', model: 'm', serial: 's' } }],
])('refuses %j as a mistake of the caller', (wrong) => {
  expect(() => {
    checkMessage({ client: CLIENT, alias: 'a', value: 'v', ...wrong }, LIMITS);
  }).toThrow(TypeError);
});

test('refuses a value or an alias over its bound, counted in bytes', () => {
  const tooLarge = expect.objectContaining({ code: 'GMQ_TOO_LARGE', retryable: false }) as Error;
  expect(() => {
    checkMessage({ client: CLIENT, alias: 'a', value: 'ääääää' }, LIMITS);
  }).toThrow(tooLarge);
  expect(() => {
    checkMessage({ client: CLIENT, alias: 'a'.repeat(1025), value: '' }, LIMITS);
  }).toThrow(tooLarge);
});

test('milliseconds are no timestamp', () => {
  expect(isTimestamp(MAX_TIMESTAMP)).toBe(true);
  expect(isTimestamp(1_700_000_000_000)).toBe(false);
});

test('a message counts its alias, its value and the row around them', () => {
  expect(sizeOfMessage('ä', Buffer.from('123'))).toBe(2 + 3 + 64);
});
