import { expect, test } from 'vitest';
import { createLoadMeter } from '../../src/fleet/load-meter.ts';

test('the peak is the busiest second', () => {
  let now = 0;
  const meter = createLoadMeter(() => now);
  for (const at of [0, 999, 1000, 1001, 1500, 5000]) {
    now = at;
    meter.count({ isFailed: at === 5000, bytesSent: 1, bytesReceived: 2 });
  }
  expect(meter.total()).toEqual({
    ...{ requests: 6, failedRequests: 1, bytesSent: 6, bytesReceived: 12 },
    peakRequestsPerSecond: 3,
  });
});
