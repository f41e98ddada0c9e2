import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { REQUEST_END, REQUEST_START } from '../src/diagnostics.ts';
import { openClient } from './fixtures/client.ts';
import { CIK, reply, startPlatform } from './fixtures/scripted-platform.ts';

test('channels are named package:noun:event', () => {
  expect([REQUEST_START.name, REQUEST_END.name]).toEqual(['device-client:request:start', 'device-client:request:end']);
});

test('nothing published holds a CIK or a value (gwe J128)', async () => {
  const published: unknown[] = [];
  const listen = (message: unknown): void => {
    published.push(message);
  };
  for (const name of [REQUEST_START.name, REQUEST_END.name]) {
    subscribe(name, listen);
    onTestFinished(() => {
      unsubscribe(name, listen);
    });
  }
  const platform = await startPlatform([reply(204), reply(401), reply(200, CIK)]);
  const client = openClient(platform.url);
  await client.write(CIK, { temperature: 'secret-value' });
  await client.read(CIK, ['temperature']).catch(() => undefined);
  await client.activate({ vendor: 'v', model: 'm', serial: 's' });
  expect(published).toHaveLength(6);
  expect(JSON.stringify(published)).not.toContain(CIK.slice(8));
  expect(JSON.stringify(published)).not.toContain('secret-value');
});
