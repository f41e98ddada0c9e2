import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes } from '../../../../console/format/bytes.ts';
import { formatPlural } from '../../../../console/format/count.ts';
import { activateCommand, readCommand, shellQuote, writeCommand } from '../../../../console/format/curl.ts';
import { formatAgo, formatDuration, formatMilliseconds } from '../../../../console/format/duration.ts';
import { formatMode } from '../../../../console/format/mode.ts';
import { formatNumber, parseNumber } from '../../../../console/format/number.ts';
import { formatProduct } from '../../../../console/format/product.ts';
import { formatValue } from '../../../../console/format/value-text.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1024, '1.00 KB'],
  [12_345, '12.1 KB'],
  [1_000_000, '977 KB'],
  [5_368_709_120, '5.00 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [59.4, '59 s'],
  [60, '1 min'],
  [98, '1 min 38 s'],
  [3600, '1 h'],
  [93_211, '1 d 1 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('times of the past are short, and a clock that is ahead is now', () => {
  expect([-3, 4, 30, 7300, 200_000].map(formatAgo)).toEqual(['just now', 'just now', '30 s ago', '2 h ago', '2 d ago']);
  expect([0.42, 31.4, 1500, 75_000].map(formatMilliseconds)).toEqual(['0.4 ms', '31 ms', '1.5 s', '1 min 15 s']);
});

test('one is not many', () => {
  expect([formatPlural(1, 'device'), formatPlural(2000, 'entry', 'entries')]).toEqual(['1 device', '2,000 entries']);
});

test.each(['21.5', '-1', '+3', '.5', '1e3', ' 7 '])('%j is a number', (text) => {
  expect(parseNumber(text)).toBe(Number(text));
});

test.each(['', '1,5', '0x10', 'NaN', 'Infinity', '1e999', '21 C', '12-3'])('%j is not', (text) => {
  expect(parseNumber(text)).toBeUndefined();
});

test('numbers are short', () => {
  expect([48.33681, 1_234_567.8, 0.1 + 0.2].map(formatNumber)).toEqual(['48.3368', '1234570', '0.3']);
});

test('permission bits as ls shows them, set-id bits included', () => {
  const modes = [
    formatMode('file', 0o755),
    formatMode('folder', 0o750),
    formatMode('file', 0o4755),
    formatMode('file', 0o2644),
    formatMode('folder', 0o1777),
  ];
  expect(modes).toEqual(['-rwxr-xr-x', 'drwxr-x---', '-rwsr-xr-x', '-rw-r-Sr--', 'drwxrwxrwt']);
});

test('JSON is indented, and nothing else is touched', () => {
  expect(formatValue('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(['21.50', '{broken', 'text', '"x"'].map(formatValue)).toEqual(['21.50', '{broken', 'text', '"x"']);
});

test('a product of Murano has one name', () => {
  expect(formatProduct({ vendor: 'p', model: 'p' })).toBe('p');
  expect(formatProduct({ vendor: 'a', model: 'b' })).toBe('a / b');
});

describe('commands', () => {
  const url = 'http://127.0.0.1:8088';

  test('any text is one word of a shell', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }).filter((text) => !text.includes('\0')),
        (text) => {
          const script = `printf %s ${text === '' ? "''" : shellQuote(text)}`;
          expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(text);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('name the call, the credential and the form', () => {
    const device = { vendor: "o'neil", model: 'm', serial: '00:2F' };
    expect(activateCommand(url, device)).toContain(`'vendor=o`);
    expect(writeCommand(url, 'c'.repeat(40), 'temp', '21 C')).toContain('-d temp=21%20C');
    expect(readCommand(url, 'cik', ['a', 'b&c'])).toContain(`'${url}/onep:v1/stack/alias?a&b%26c'`);
  });
});
