import { expect, test } from 'vitest';

import { parseCgroups } from '../../src/footprint/memory-group.ts';

test('finds the group of each controller, and of version 2, which names none', () => {
  const groups = parseCgroups('5:cpu,cpuacct:/a\n4:memory:/x:y/z\n0::/user.slice\n');
  expect(groups.get('cpuacct')).toBe('/a');
  expect(groups.get('memory')).toBe('/x:y/z');
  expect(groups.get('')).toBe('/user.slice');
});
