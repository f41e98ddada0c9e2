import { expect, test } from 'vitest';

import { endOfPatience } from '../../src/cli/patience.ts';

test('a signal of the system ends it; it is one for all, so that a second one does not end the process', () => {
  const before = process.listenerCount('SIGTERM');
  const signal = endOfPatience();
  expect(endOfPatience()).toBe(signal);
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  process.emit('SIGTERM');
  process.emit('SIGTERM');
  expect(signal.reason).toMatchObject({ name: 'AbortError', message: 'stopped by SIGTERM' });
});
