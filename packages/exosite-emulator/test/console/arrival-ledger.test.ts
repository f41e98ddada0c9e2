import { expect, test } from 'vitest';
import { createArrivalLedger } from '../../src/console/arrival-ledger.ts';

const device = { vendor: 'v', model: 'm', serial: '1' };
const event = (timestamp: number, by: 'device' | 'cloud' = 'device') => ({
  device,
  alias: 'a',
  timestamp,
  text: '',
  by,
});

test('counts values that came late, with the longest and the last delay', () => {
  const ledger = createArrivalLedger();
  ledger.observe(event(1000), 1_060_000);
  ledger.observe(event(1050), 1_070_000);
  expect(ledger.late(device, 'a')).toEqual({
    ...{ values: 2, maxDelaySeconds: 60, lastDelaySeconds: 20 },
    lastArrivedAtMs: 1_070_000,
  });
  expect(ledger.late(device, 'b')).toBeUndefined();
});

test('what is punctual, of the future, or of the cloud is not late', () => {
  const ledger = createArrivalLedger();
  ledger.observe(event(1000), 1_005_900);
  ledger.observe(event(2000), 1_000_000);
  ledger.observe(event(10, 'cloud'), 1_000_000);
  expect(ledger.late(device, 'a')).toBeUndefined();
});
