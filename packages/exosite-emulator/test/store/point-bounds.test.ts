import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { DEVICE, startWithDevice } from '../support/emulator.ts';
import { deviceCall } from '../support/call.ts';
import { createFolder } from '../support/process.ts';

test('of each alias the latest values are kept, with a tenth more at most', async () => {
  const { emulator, stack, cik } = await startWithDevice({ maxPointsPerAlias: 20 });
  emulator.write(DEVICE, { other: 'stays' });
  for (let timestamp = 1; timestamp <= 100; timestamp += 1) {
    await deviceCall(`${stack}/a`, cik, `${timestamp}=v`);
    const { length } = emulator.history(DEVICE, 'a');
    expect(length).toBeLessThanOrEqual(22);
    expect(length).toBeGreaterThanOrEqual(Math.min(20, timestamp));
  }
  expect(emulator.history(DEVICE, 'a').at(-1)?.timestamp).toBe(100);
  expect(emulator.aliases(DEVICE)).toEqual(['a', 'other']);
});

test('old values leave, but never the latest one', async () => {
  const { emulator, clock } = await startWithDevice({ maxPointsPerAlias: 10, maxPointAgeSeconds: 60 });
  emulator.write(DEVICE, { a: '1', b: 'only' });
  clock.advance(30);
  emulator.write(DEVICE, { a: '2' });
  clock.advance(31);
  emulator.write(DEVICE, { a: '3' });
  expect(emulator.history(DEVICE, 'a').map(({ text }) => text)).toEqual(['2', '3']);
  clock.advance(1000);
  emulator.write(DEVICE, { a: '4' });
  expect(emulator.history(DEVICE, 'a').map(({ text }) => text)).toEqual(['4']);
  expect(emulator.read(DEVICE, 'b')?.text).toBe('only');
});

test('a file that was kept with a wider bound is trimmed at the first write', async () => {
  const dataPath = join(createFolder(), 'data.db');
  {
    await using wide = createEmulator({ dataPath, now: () => 0 });
    wide.enableDevice(DEVICE);
    await wide.start();
    const cik = wide.activateDevice(DEVICE);
    const points = Array.from({ length: 500 }, (_, index) => `${index + 1}=v`).join('&');
    await deviceCall(`${wide.url}/onep:v1/stack/alias/a`, cik, points);
    expect(wide.history(DEVICE, 'a')).toHaveLength(500);
  }
  await using narrow = createEmulator({ dataPath, maxPointsPerAlias: 100, now: () => 1_000_000 });
  narrow.write(DEVICE, { a: 'new' });
  expect(narrow.history(DEVICE, 'a')).toHaveLength(100);
});
