import { expect, test } from 'vitest';
import { createFleetRig } from '../support/fleet.ts';

test('one hybrid request, or the six resources one by one (gwe 50, 51)', async () => {
  const { emulator, fleet } = await createFleetRig({ size: 1 });
  await fleet.enroll();
  await fleet.checkInOnce();
  const seen = async (form: 'oneRoundTrip' | 'sixRequests'): Promise<readonly string[]> => {
    const before = emulator.requests().length;
    await fleet.checkInOnce({ form });
    return emulator
      .requests()
      .slice(before)
      .map(({ method, query }) => `${method} ${query}`);
  };
  expect(await seen('oneRoundTrip')).toEqual(['POST engine_fetch&update_interval']);
  expect(await seen('sixRequests')).toEqual([
    ...['POST ', 'POST ', 'POST '],
    ...['GET engine_fetch', 'GET update_interval', 'GET fetch_status'],
  ]);
});
