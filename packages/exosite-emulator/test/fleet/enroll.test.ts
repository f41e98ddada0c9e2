import { expect, test } from 'vitest';
import { createFleetRig } from '../support/fleet.ts';

test('serial numbers are whitelisted and enabled; again, and they get new windows (exosite 4)', async () => {
  const { emulator, fleet } = await createFleetRig({ size: 40, serialPrefix: 'gw ' });
  await fleet.enroll();
  await fleet.checkInOnce();
  await fleet.enroll();
  const devices = emulator.devices();
  expect(devices).toHaveLength(40);
  expect(devices[0]).toMatchObject({ vendor: 'fleet', model: 'gateway', serial: 'gw 0001', status: 'notactivated' });
});
