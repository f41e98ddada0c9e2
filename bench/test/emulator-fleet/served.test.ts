import { createFleet } from '@gateway-engine/exosite-emulator';
import { expect, test } from 'vitest';

import { startServed, type ServerKind } from '../../src/emulator-fleet/served.ts';

test.each<ServerKind>(['memory', 'file', 'bare'])(
  '%s: every request of a fleet is counted by its server',
  { timeout: 30_000 },
  async (kind) => {
    await using served = await startServed(kind);
    const { url, vendorToken } = served;
    await using fleet = createFleet({ url, size: 3, vendorToken });
    await fleet.enroll();
    await fleet.checkInOnce();
    const { requests, failedRequests, checkIns } = fleet.report();
    expect({ failedRequests, checkIns }).toEqual({ failedRequests: 0, checkIns: 3 });
    const sample = await served.sample();
    expect(sample.requests).toBe(requests);
    expect(sample.rssBytes).toBeGreaterThan(1e6);
  },
);
