import { expect, test } from 'vitest';
import { paceOf, pause } from '../../src/http/slow-sender.ts';

test('a bandwidth is pieces of a tenth of a second, and single bytes on the slowest lines', () => {
  expect(paceOf({ kind: 'bandwidth', bytesPerSecond: 1000 })).toEqual({ chunkBytes: 100, pauseMs: 100 });
  expect(paceOf({ kind: 'bandwidth', bytesPerSecond: 2 })).toEqual({ chunkBytes: 1, pauseMs: 500 });
  expect(paceOf({ kind: 'slowBody', chunkBytes: 3, pauseMs: 5 })).toMatchObject({ chunkBytes: 3, pauseMs: 5 });
  expect(paceOf({ kind: 'reset' })).toBeUndefined();
});

test('a pause ends when the client goes', async () => {
  await expect(pause(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
});
