import { expect, test } from 'vitest';
import { createFleetRig, FLEET_PRODUCT } from '../support/fleet.ts';

test('uptime and traffic grow from report to report (gwe 57, 59)', async () => {
  const { emulator, fleet, time } = await createFleetRig({ size: 1 });
  await fleet.enroll();
  await fleet.checkInOnce();
  await time.advance(98);
  await fleet.checkInOnce();
  const text = (alias: string): string => emulator.read({ ...FLEET_PRODUCT, serial: 'sim-0001' }, alias)?.text ?? '';
  expect(text('engine_report')).toContain('"uptime":"0:01:38"');
  expect(text('usage_report')).toMatch(/"tot_tx":[1-9]\d+,.*"num":1\}/);
});
