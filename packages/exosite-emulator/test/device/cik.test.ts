import { expect, test } from 'vitest';
import { createCik } from '../../src/device/cik.ts';

test('a CIK is 40 lower-case hex digits and never the same twice (exosite 1.2)', () => {
  const ciks = Array.from({ length: 50 }, createCik);
  for (const cik of ciks) expect(cik).toMatch(/^[0-9a-f]{40}$/);
  expect(new Set(ciks).size).toBe(50);
});
