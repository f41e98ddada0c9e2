import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBootId, readMonotonicMs } from '../src/boot.ts';
import { createScratch } from './fixtures/scratch.ts';

test('reads the boot id without its line end, and says unknown where there is none', () => {
  const path = join(createScratch(), 'boot_id');
  expect(readBootId(path)).toBe('unknown');
  writeFileSync(path, 'b0071d\n');
  expect(readBootId(path)).toBe('b0071d');
  writeFileSync(path, '\n');
  expect(readBootId(path)).toBe('unknown');
});

test('the monotonic clock never goes back', () => {
  const first = readMonotonicMs();
  expect(readMonotonicMs()).toBeGreaterThanOrEqual(first);
  expect(Number.isInteger(first)).toBe(true);
});
