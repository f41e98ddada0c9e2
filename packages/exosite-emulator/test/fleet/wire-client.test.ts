import { expect, test } from 'vitest';
import { createLoadMeter } from '../../src/fleet/load-meter.ts';
import { createWireClient } from '../../src/fleet/wire-client.ts';
import { startEmulator } from '../support/emulator.ts';

const { signal } = new AbortController();

test('connections are kept and bounded, and their bytes counted request by request', async () => {
  const { emulator, url } = await startEmulator();
  const wire = createWireClient(url, 2, 5000);
  const meter = createLoadMeter(() => 0);
  wire.meter(meter);
  const get = { method: 'GET', path: '/timestamp', signal } as const;
  await Promise.all(Array.from({ length: 10 }, () => wire.send(get)));
  const seen = emulator.requests();
  const sum = (field: 'bytesIn' | 'bytesOut'): number => seen.reduce((total, entry) => total + entry[field], 0);
  expect(meter.total()).toMatchObject({ requests: 10, bytesSent: sum('bytesIn'), bytesReceived: sum('bytesOut') });
  wire.close();
});

test('no answer is a failure after the timeout', async () => {
  const { emulator, url } = await startEmulator();
  emulator.injectFault({ kind: 'noAnswer' });
  const wire = createWireClient(url, 1, 50);
  const meter = createLoadMeter(() => 0);
  wire.meter(meter);
  await expect(wire.send({ method: 'GET', path: '/timestamp', signal })).rejects.toThrow();
  expect(meter.total()).toMatchObject({ requests: 1, failedRequests: 1 });
  wire.close();
});
