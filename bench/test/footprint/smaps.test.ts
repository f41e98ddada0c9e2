import { expect, test } from 'vitest';

import { parseSmapsRollup, readMemory } from '../../src/footprint/smaps.ts';

test('sums are in kB of 1024 bytes, and become MB of a million', () => {
  const text = '00400000-7ffe [rollup]\nRss:               70000 kB\nPss:   1 kB\nAnonymous:         25000 kB\n';
  expect(parseSmapsRollup(text)).toEqual({ rssMb: 71.68, anonymousMb: 25.6 });
});

test('a text without them is an error, not a process without memory', () => {
  expect(() => parseSmapsRollup('Rss: 1 kB\n')).toThrow('Anonymous');
});

test('reads a real process', async () => {
  const { rssMb, anonymousMb } = await readMemory(process.pid);
  expect(rssMb).toBeGreaterThan(anonymousMb);
});
