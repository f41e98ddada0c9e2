import { expect, test } from 'vitest';
import { waitUnlessAborted } from '../src/abort.ts';

test('passes the value on', async () => {
  expect(await waitUnlessAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
  expect(await waitUnlessAborted(Promise.resolve(2), undefined)).toBe(2);
});

test('rejects with the reason itself when the signal aborts first', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const waiting = waitUnlessAborted(new Promise(() => undefined), controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(waitUnlessAborted(Promise.resolve(1), controller.signal)).rejects.toBe(reason);
});
