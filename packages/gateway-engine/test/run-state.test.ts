import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { publish } from '../src/channels.ts';
import { readRunState, recordRunState } from '../src/run-state.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

test('follows the engine: started, checked in, failed, and when the next check-in is due', async () => {
  const path = join(await temporaryFolder(), 'run/gateway-engine.json');
  let now = 1000;
  onTestFinished(recordRunState(path, '1.2.3', () => now));
  const started = { pid: process.pid, version: '1.2.3', startedAtMs: 1000, failures: 0 };
  await vi.waitFor(async () => {
    expect(await readRunState(path)).toEqual(started);
  });
  now = 2000;
  publish('gateway-engine:check-in:done', { nextInMs: 500 });
  const checkedIn = { ...started, checkedInAtMs: 2000, nextAtMs: 2500 };
  await vi.waitFor(async () => {
    expect(await readRunState(path)).toEqual(checkedIn);
  });
  now = 3000;
  publish('gateway-engine:check-in:failed', { error: new Error('no route'), failures: 1, nextInMs: 50 });
  await vi.waitFor(async () => {
    expect(await readRunState(path)).toEqual({ ...checkedIn, failures: 1, lastError: 'no route', nextAtMs: 3050 });
  });
  publish('gateway-engine:check-in:done', {});
  await vi.waitFor(async () => {
    expect(await readRunState(path)).toEqual({ ...started, checkedInAtMs: 3000 });
  });
});

test('a file that is missing or makes no sense tells nothing', async () => {
  const path = join(await temporaryFolder(), 'run/gateway-engine.json');
  expect(await readRunState(path)).toBeUndefined();
  await mkdir(dirname(path));
  for (const text of ['', '[]', '{"pid":1}', '{"pid":"1","version":"1","startedAtMs":1,"failures":0}']) {
    await writeFile(path, text);
    expect(await readRunState(path)).toBeUndefined();
  }
});
