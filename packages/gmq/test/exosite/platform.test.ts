import { createEmulator } from '@gateway-engine/exosite-emulator';
import { expect, onTestFinished, test } from 'vitest';
import { connectExosite, createIdentities, createMemoryStore } from '../../src/index.ts';
import { CLIENT } from '../fixtures/open-queue.ts';

const CALL = { signal: new AbortController().signal, timeoutMs: 5000 };

test('delivers to a real platform with a device client of its own, which ends with it', async () => {
  const emulator = createEmulator();
  await emulator.start();
  onTestFinished(() => emulator.stop());
  emulator.enableDevice(CLIENT);
  const store = createMemoryStore();
  await store.open();
  const upstream = connectExosite({ platformUrl: emulator.url, identities: createIdentities(store) });
  expect(await upstream.write?.({ client: CLIENT, values: [['a', Buffer.from('x&y=z%')]] }, CALL)).toEqual({
    kind: 'delivered',
  });
  expect(emulator.read(CLIENT, 'a')?.text).toBe('x&y=z%');
  await upstream.stop?.();
  expect(await upstream.write?.({ client: CLIENT, values: [['a', Buffer.from('2')]] }, CALL)).toMatchObject({
    kind: 'retry',
    uncertain: false,
  });
});

test('refuses a URL that cannot be used', async () => {
  const store = createMemoryStore();
  await store.open();
  expect(() => connectExosite({ platformUrl: 'ftp://x', identities: createIdentities(store) })).toThrow(TypeError);
});
