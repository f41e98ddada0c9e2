import { channel } from 'node:diagnostics_channel';
import { expect, onTestFinished, test, vi } from 'vitest';
import { channels, publish } from '../src/diagnostics.ts';

test('builds a payload only when somebody listens', () => {
  const payload = vi.fn(() => ({ fileName: 'a' }));
  publish(channels.received, payload);
  expect(payload).not.toHaveBeenCalled();
  const seen: unknown[] = [];
  const listen = (message: unknown) => seen.push(message);
  channel('otau:package:received').subscribe(listen);
  onTestFinished(() => {
    channel('otau:package:received').unsubscribe(listen);
  });
  publish(channels.received, payload);
  expect(seen).toEqual([{ fileName: 'a' }]);
});
