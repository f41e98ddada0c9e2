import { expect, test } from 'vitest';
import { chomp, indentOf, isSpace, splitLines, strip, stripEnd } from '../../src/conf/python-text.ts';

test('counts as white space what Python counts: separators and U+0085, but no byte order mark', () => {
  expect(['\x1c', '\x1f', '\x85', '\xa0', '\u2003', '\u3000', '\t', '\v'].every(isSpace)).toBe(true);
  expect(['\ufeff', '\u200b', 'a', ''].some(isSpace)).toBe(false);
});

test('strips both ends or the end alone', () => {
  expect(strip('\x85 a b\u2028')).toBe('a b');
  expect(stripEnd(' a \x1f')).toBe(' a');
  expect(strip(' \t ')).toBe('');
  expect(indentOf('\x1c\ta')).toBe(2);
});

test('cuts lines at CRLF, LF and a lone CR, and keeps their ends (supervisord 1.1)', () => {
  const lines = splitLines('a\r\nb\rc\n\n\u2028d');
  expect(lines).toEqual(['a\r\n', 'b\r', 'c\n', '\n', '\u2028d']);
  expect(lines.map(chomp)).toEqual(['a', 'b', 'c', '', '\u2028d']);
  expect(splitLines('')).toEqual([]);
});
