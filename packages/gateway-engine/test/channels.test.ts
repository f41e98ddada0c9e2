import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { expect, onTestFinished, test } from 'vitest';

import { publish } from '../src/channels.ts';

test('an event reaches whoever subscribed to the channel of its name', () => {
  const seen: unknown[] = [];
  const listener = (event: unknown) => seen.push(event);
  subscribe('gateway-engine:install:started', listener);
  onTestFinished(() => {
    unsubscribe('gateway-engine:install:started', listener);
  });
  publish('gateway-engine:install:started', { fileName: 'a.v1.tar.gz' });
  publish('gateway-engine:install:done', { fileName: 'a.v1.tar.gz' });
  expect(seen).toEqual([{ fileName: 'a.v1.tar.gz' }]);
});
