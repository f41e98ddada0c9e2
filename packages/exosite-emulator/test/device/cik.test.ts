import { expect, test } from 'vitest';
import { createCik } from '../../src/device/cik.ts';

test('a CIK has 40 characters: lower-case hex, or mixed case as in Murano 2 (exosite 1.2)', () => {
  expect(createCik()).toMatch(/^[0-9a-f]{40}$/);
  expect(createCik('mixed')).toMatch(/^[0-9A-Za-z]{40}$/);
  expect(createCik('mixed')).not.toBe(createCik('mixed'));
});
