import { expect, test } from 'vitest';
import { commentStart, scanConf } from '../../src/conf/lines.ts';

const BOTH = [';', '#'];

test('a comment starts at ";" or "#" behind white space, also inside quotes (supervisord 1.1)', () => {
  expect(commentStart('x = "a ; b"', BOTH)).toBe(7);
  expect(commentStart('x = "a; b"', BOTH)).toBeUndefined();
  expect(commentStart('x = a#b', BOTH)).toBeUndefined();
  expect(commentStart('x = a\t#b', BOTH)).toBe(6);
  expect(commentStart('  # all', BOTH)).toBe(0);
});

test('finds the comment that Python finds where several characters compete', () => {
  expect(commentStart('a#b #c ;d', BOTH)).toBe(7);
  expect(commentStart('a#b #c', BOTH)).toBe(4);
});

test('notes where a comment was cut off a value, on any of its lines', () => {
  const { entries } = scanConf(['[a]\n', 'x = 1\n', '  2 ; c\n', 'y = 3\n'], BOTH);
  expect(entries.map(({ key, value, cutComment }) => [key, value, cutComment])).toEqual([
    ['x', '1\n2', true],
    ['y', '3', false],
  ]);
});

test('reports all lines that are neither header nor value, and reads on', () => {
  const { entries, headers, findings } = scanConf(['early\n', '[a]\n', 'junk\n', 'x = 1\n'], BOTH);
  expect(findings.map(({ line }) => line)).toEqual([1, 3]);
  expect(headers).toEqual([{ section: 'a', line: 1 }]);
  expect(entries).toHaveLength(1);
});
