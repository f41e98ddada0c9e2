import { expect, test } from 'vitest';
import { isGlob, matchesComponent, matchesPath, splitPattern } from '../../src/build/glob.ts';

test.each([
  ['*', 'a.b', true],
  ['*', '.hidden', false],
  ['.*', '.hidden', true],
  ['*.sh', 'run.sh', true],
  ['*.sh', 'run.shx', false],
  ['?.txt', 'a.txt', true],
  ['?.txt', 'ab.txt', false],
  ['[abc]x', 'bx', true],
  ['[a-c]x', 'dx', false],
  ['[!a-c]x', 'dx', true],
  ['[z-a]', 'z', false],
  ['a+(b)$', 'a+(b)$', true],
  ['a[', 'a[', true],
  ['über*', 'überall', true],
])('%s matches %s: %s', (pattern, name, matches) => {
  expect(matchesComponent(pattern, name)).toBe(matches);
});

test.each([
  ['**', 'a/b', true],
  ['**/x', 'x', true],
  ['**/x', 'a/b/x', true],
  ['a/**/x', 'a/x', true],
  ['a/*', 'a/b/c', false],
  ['./a//b/', 'a/b', true],
])('%s matches the path %s: %s', (pattern, path, matches) => {
  expect(matchesPath(splitPattern(pattern), path.split('/'))).toBe(matches);
});

test('knows a wildcard', () => {
  expect(['a*', 'a?', '[a]'].every(isGlob)).toBe(true);
  expect(isGlob('a.b-c')).toBe(false);
});
