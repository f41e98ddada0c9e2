import { expect, test } from 'vitest';

import { formatTable } from '../src/text-table.ts';

test('lines columns up, those named to the left, the others to the right, with no blanks at the ends', () => {
  expect(
    formatTable(
      [
        ['app', 'size', 'note'],
        ['a', '1000', 'x'],
        ['longer', '7', ''],
      ],
      [0, 2],
    ),
  ).toBe('app    size note\na      1000 x\nlonger    7\n');
});
