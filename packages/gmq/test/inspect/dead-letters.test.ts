import { expect, test } from 'vitest';
import { CLIENT, openQueue, OTHER } from '../fixtures/open-queue.ts';
import { all, DELIVERED, REJECTED } from '../fixtures/scripted-upstream.ts';

async function openWithLetters(limits: { maxMessages?: number } = {}) {
  const opened = await openQueue(limits);
  opened.upstream.onDeliver = all(REJECTED);
  for (const value of ['1', '2']) {
    await opened.queue.enqueue({ client: CLIENT, alias: 'a', value, timestamp: Number(value) });
    if (limits.maxMessages !== undefined) await opened.queue.drain();
  }
  await opened.queue.enqueue({ client: OTHER, alias: 'b', value: '3', timestamp: 3 });
  await opened.queue.drain();
  opened.upstream.batches.length = 0;
  return opened;
}

test('retried letters arrive at their own times, in order, and are letters no more (design 4.4)', async () => {
  const { queue, upstream } = await openWithLetters();
  upstream.onDeliver = all(DELIVERED);
  expect(await queue.retry()).toBe(3);
  await queue.drain();
  expect(upstream.sent().sort()).toEqual(['a@1=1', 'a@2=2', 'b@3=3']);
  expect(queue.stats()).toMatchObject({ deadLetters: 0, messages: 0, deadLettersDropped: 0 });
});

test('asking twice at a time brings nothing back twice', async () => {
  const { queue, upstream } = await openWithLetters();
  upstream.onDeliver = all(DELIVERED);
  const counts = await Promise.all([queue.retry(), queue.retry(), queue.purge()]);
  await queue.drain();
  expect(counts).toEqual([3, 0, 0]);
  expect(upstream.sent()).toHaveLength(3);
});

test('a full queue leaves the letters where they are', async () => {
  const { queue } = await openWithLetters({ maxMessages: 1 });
  await expect(queue.retry()).rejects.toMatchObject({ code: 'GMQ_FULL' });
  expect(queue.stats().deadLetters).toBe(3);
  expect(await queue.retry({ ids: [queue.deadLetters()[0]?.id ?? 0] })).toBe(1);
});

test('purged letters are gone, and do not count as dropped', async () => {
  const { queue } = await openWithLetters();
  expect(await queue.purge({ ids: [queue.deadLetters()[0]?.id ?? 0] })).toBe(1);
  expect(await queue.purge()).toBe(2);
  expect(queue.stats()).toMatchObject({ deadLetters: 0, deadLettersDropped: 0 });
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await expect(queue.purge({}, { signal: controller.signal })).rejects.toThrow('enough');
});
