import { expect, test } from 'vitest';
import { formatBytes, formatFinding, formatTable } from '../../src/cli/output.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    formatTable([
      ['A', 'B'],
      ['longer', 'x'],
    ]),
  ).toEqual(['A       B', 'longer  x']);
});

test('a finding is one line', () => {
  const finding = { severity: 'warning', code: 'junk', entry: 'a', message: 'It is junk.' } as const;
  expect(formatFinding(finding)).toBe('warning: a: It is junk. (junk)');
});

test('bytes have the unit that suits them', () => {
  expect([1023, 1024, 1024 ** 2].map(formatBytes)).toEqual(['1023 B', '1.0 KiB', '1.0 MiB']);
});
