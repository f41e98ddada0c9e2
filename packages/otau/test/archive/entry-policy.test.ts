import { expect, test } from 'vitest';
import { createEntryPolicy } from '../../src/archive/entry-policy.ts';
import { parseHeader } from '../../src/archive/header.ts';
import { resolveLimits } from '../../src/archive/limits.ts';
import { header } from '../fixtures/tar-builder.ts';

const file = (name: string, size = 0) => parseHeader(header({ name, size }));

test('a directory may be announced after what lies in it, but only once (otau 2.3)', () => {
  const policy = createEntryPolicy(resolveLimits());
  policy.admit('file', file('d/f'), {});
  expect(policy.admit('directory', file('d/'), {}).path).toBe('d');
  expect(() => policy.admit('directory', file('d/'), {})).toThrow(expect.objectContaining({ rule: 'duplicate' }));
});

test('directories that are only implied count as entries (otau 2.6)', () => {
  const policy = createEntryPolicy(resolveLimits({ maxEntries: 3 }));
  policy.admit('file', file('a/b/c'), {});
  expect(() => policy.admit('file', file('d'), {})).toThrow(expect.objectContaining({ rule: 'limit-entries' }));
});

test('a hard link has the size of what it copies, also through another hard link', () => {
  const policy = createEntryPolicy(resolveLimits());
  policy.admit('file', file('a', 7), {});
  policy.admit('hardlink', file('b'), { link: 'a' });
  expect(policy.admit('hardlink', file('c'), { link: './b' })).toMatchObject({ sizeBytes: 7, target: 'b' });
});

test('judges symlinks only when the whole tree is known, all of them', () => {
  const policy = createEntryPolicy(resolveLimits());
  policy.admit('symlink', file('a'), { link: '..' });
  policy.admit('symlink', file('b'), { link: 'a' });
  policy.admit('symlink', file('c'), { link: 'd' });
  expect(policy.finish().map(({ entry, rule }) => [entry, rule])).toEqual([
    ['a', 'symlink-escapes'],
    ['b', 'symlink-escapes'],
  ]);
});
