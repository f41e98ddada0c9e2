import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import * as channels from '../src/channels.ts';
import { call } from './support/call.ts';
import { startEmulator } from './support/emulator.ts';

test('every channel is named exosite-emulator:noun:event', () => {
  const names = Object.values(channels).map(({ name }) => name);
  expect(names).toHaveLength(4);
  for (const name of names) expect(name).toMatch(/^exosite-emulator:[a-z]+:[a-z]+$/);
});

test('each answered request is published', async () => {
  const published: unknown[] = [];
  const listen = (message: unknown): void => {
    published.push(message);
  };
  subscribe('exosite-emulator:request:answered', listen);
  onTestFinished(() => {
    unsubscribe('exosite-emulator:request:answered', listen);
  });
  const { url, emulator } = await startEmulator();
  await call(`${url}/timestamp?x`);
  expect(published).toMatchObject([
    { at: 1_408_088_308_000, method: 'GET', path: '/timestamp', query: 'x', status: 200 },
  ]);
  expect(published).toEqual(emulator.requests());
});
