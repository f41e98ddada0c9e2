import { expect, test } from 'vitest';
import { resourceId } from '../../src/device/resource-id.ts';

test('a RID is 40 hex digits, stable, and different for each device and resource (exosite 5)', () => {
  const device = { vendor: 'v', model: 'm', serial: 's' };
  const ids = [resourceId(device), resourceId(device, 'a'), resourceId({ ...device, serial: 'sa' })];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{40}$/);
  expect(new Set(ids).size).toBe(3);
  expect(resourceId(device, 'a')).toBe(ids[1]);
});
