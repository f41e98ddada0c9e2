import { expect, test } from 'vitest';
import { ARCHIVE_LIMIT_DEFAULTS, type ArchiveLimits, resolveLimits } from '../../src/archive/limits.ts';

test('fills in the defaults', () => {
  expect(resolveLimits({ maxEntries: 5 })).toEqual({ ...ARCHIVE_LIMIT_DEFAULTS, maxEntries: 5 });
});

test('a misspelt or senseless limit is an error, not no limit', () => {
  const misspelt: object = { maxEntry: 1 };
  expect(() => resolveLimits(misspelt as Partial<ArchiveLimits>)).toThrow(TypeError);
  expect(() => resolveLimits({ maxEntries: NaN })).toThrow(TypeError);
  expect(() => resolveLimits({ maxDepth: -1 })).toThrow(TypeError);
});
