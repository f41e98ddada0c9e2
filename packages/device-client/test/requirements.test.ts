import { expect, test } from 'vitest';
import { requireCount, requireHeaderText, requireMs } from '../src/requirements.ts';

test('a limit is a number of milliseconds that a timer can hold, and is named', () => {
  requireMs('timeoutMs', 0.5);
  for (const value of [0, -5, Number.NaN, 2 ** 31]) {
    expect(() => {
      requireMs('timeoutMs', value);
    }).toThrow(`timeoutMs must be a number of milliseconds from 1 to 2147483647; found ${value}.`);
  }
});

test('a count is a whole number of 1 or more', () => {
  requireCount('maxConnections', 1);
  for (const value of [0, 1.5, Infinity]) {
    expect(() => {
      requireCount('maxConnections', value);
    }).toThrow(TypeError);
  }
});

test('a header is printable text on one line', () => {
  requireHeaderText('userAgent', 'a b');
  for (const value of ['', 'a\r\nb', 'ä']) {
    expect(() => {
      requireHeaderText('userAgent', value);
    }).toThrow(TypeError);
  }
});
