import { expect, test } from 'vitest';
import { compareCheckIns, formatLoadReport } from '../../src/index.ts';
import { createFleetRig } from '../support/fleet.ts';

test('one request a gateway against six, as the platform has counted them too', async () => {
  const { emulator, fleet } = await createFleetRig();
  await fleet.enroll();
  const before = emulator.requests().length;
  const report = await compareCheckIns(fleet, { overSeconds: 0 });
  expect(report).toMatchObject({
    gateways: 3,
    rounds: { oneRoundTrip: { requests: 3, failedRequests: 0 }, sixRequests: { requests: 18, failedRequests: 0 } },
  });
  // Three activations and three first check-ins are before the rounds.
  const seen = emulator.requests().slice(before);
  expect(seen).toHaveLength(6 + 18 + 3);
  const sum = (entries: typeof seen, field: 'bytesIn' | 'bytesOut'): number =>
    entries.reduce((total, entry) => total + entry[field], 0);
  expect(report.rounds.sixRequests).toMatchObject({
    bytesSent: sum(seen.slice(6, 24), 'bytesIn'),
    bytesReceived: sum(seen.slice(6, 24), 'bytesOut'),
  });
  expect(report.bytesRatio).toBeGreaterThan(0);
  expect(report.bytesRatio).toBeLessThan(0.7);
});

test('people get a table', () => {
  const traffic = { requests: 10, failedRequests: 0, bytesSent: 1000, bytesReceived: 500, peakRequestsPerSecond: 5 };
  const rounds = { oneRoundTrip: traffic, sixRequests: { ...traffic, requests: 60, bytesSent: 5500 } };
  const text = formatLoadReport({ gateways: 10, overSeconds: 5, rounds, bytesRatio: 0.25 });
  expect(text).toMatch(/^requests +10 +60$/m);
  expect(text).toMatch(/^bytes\/day at 4 h +9,000 +36,000$/m);
  expect(text).toMatch(/25 % of the bytes\.$/);
});
