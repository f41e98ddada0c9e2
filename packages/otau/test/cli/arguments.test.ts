import { expect, test } from 'vitest';
import { parseWhole, usageError } from '../../src/cli/arguments.ts';

test('takes whole numbers alone', () => {
  expect(parseWhole('12')).toBe(12);
  for (const text of ['', '-1', '1.5', '1e3', 'x']) expect(() => parseWhole(text)).toThrow('whole number');
});

test('a usage error is exit code 2', () => {
  expect(usageError('no')).toMatchObject({ exitCode: 2, message: 'no' });
});
