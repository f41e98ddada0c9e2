import { expect, test } from 'vitest';
import { systemMachine } from '../../src/journal/machine.ts';

test('a boot has one identity, and a time that only grows', async () => {
  expect(await systemMachine.bootId()).toMatch(/^[0-9a-f-]{36}$|^unknown$/);
  expect(await systemMachine.bootId()).toBe(await systemMachine.bootId());
  expect(systemMachine.uptimeMs()).toBeGreaterThan(0);
});
