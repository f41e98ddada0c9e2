import { expect, test } from 'vitest';

import { formatFree, parseMeminfo } from '../../src/reports/memory.ts';

const MEMINFO = `MemTotal:          62000 kB
MemFree:           10000 kB
MemAvailable:      30000 kB
Buffers:            1000 kB
Cached:            15000 kB
SwapTotal:             0 kB
SwapFree:              0 kB
Shmem:               500 kB
SReclaimable:       2000 kB
HugePages_Total:       0
`;

test('formats the table of free (gwe 53)', () => {
  expect(formatFree(parseMeminfo(MEMINFO))).toBe(
    '      total  used  free shared buff/cache available\n' +
      'Mem:  62000 32000 10000    500      18000     30000\n' +
      'Swap:     0     0     0\n',
  );
});

test('a machine without /proc/meminfo gives zeros, not an error', () => {
  expect(formatFree(parseMeminfo(''))).toContain('Mem:');
});
