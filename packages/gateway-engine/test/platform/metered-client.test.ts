import { expect, test } from 'vitest';

import { createMeteredClient } from '../../src/platform/metered-client.ts';
import type { UsageMeter } from '../../src/reports/usage-meter.ts';

test('books every call under the labels of the Python engine and passes it on unchanged (gwe 63)', async () => {
  const sources: string[] = [];
  const meter: UsageMeter = {
    measure(source, request) {
      sources.push(source);
      return request();
    },
    report: () => ({}),
  };
  const calls: unknown[] = [];
  const client = createMeteredClient(
    {
      activate: (...call) => Promise.resolve(calls.push(call)).then(() => 'cik'),
      write: (...call) => Promise.resolve(calls.push(call)).then(() => undefined),
      writeRead: (...call) => Promise.resolve(calls.push(call)).then(() => new Map([['a', '1']])),
    },
    meter,
  );
  const options = { signal: AbortSignal.timeout(1000) };
  const identity = { vendor: 'v', model: 'm', serial: 'S-1' };
  expect(await client.activate(identity, options)).toBe('cik');
  await client.write('cik', { a: '1', b: '2' }, options);
  expect(await client.writeRead('cik', { a: '1' }, ['b', 'c'], options)).toEqual(new Map([['a', '1']]));
  expect(sources).toEqual(['actvt:S-1', 'write:a,b', 'READ:b,c WRITE:a']);
  expect(calls).toEqual([
    [identity, options],
    ['cik', { a: '1', b: '2' }, options],
    ['cik', { a: '1' }, ['b', 'c'], options],
  ]);
});
