import { expect, test } from 'vitest';
import { formatEvent } from '../../src/console/event-stream.ts';

test('an event is one line of JSON, whatever the text in it', () => {
  const value = {
    vendor: 'v',
    model: 'm',
    serial: '1',
    alias: 'a',
    timestamp: 1,
    text: 'a\n\nevent: x',
    by: 'device',
  } as const;
  const text = formatEvent('change', { nowMs: 1, values: [{ ...value, arrivedAtMs: 1 }] });
  expect(text.split('\n')).toHaveLength(4);
  expect(text).toMatch(/^event: change\ndata: \{.*\}\n\n$/);
});
