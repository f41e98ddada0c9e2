import { expect, test } from 'vitest';
import { formatDeadLetter, formatWaiting } from '../../src/inspect/messages.ts';
import { CLIENT, openQueue, OTHER } from '../fixtures/open-queue.ts';
import { all, OFFLINE, REJECTED } from '../fixtures/scripted-upstream.ts';

const COUNT = 450;

async function openBacklog() {
  const { queue, upstream, clock } = await openQueue();
  upstream.onDeliver = all(OFFLINE);
  const numbers = Array.from({ length: COUNT }, (_, index) => index);
  await queue.enqueue(numbers.map((timestamp) => ({ client: CLIENT, alias: 'a', value: `${timestamp}`, timestamp })));
  await queue.enqueue({ client: OTHER, alias: 'b', value: 'other', priority: 2 });
  await clock.advance(5000);
  return queue;
}

test('peek shows what leaves first, of all clients or of one, with its age', async () => {
  const queue = await openBacklog();
  expect(queue.peek()).toHaveLength(100);
  expect(queue.peek({ limit: 0 })).toEqual([]);
  expect(queue.peek({ limit: 2 }).map(({ timestamp, ageMs }) => [timestamp, ageMs])).toEqual([
    [0, 5000],
    [1, 5000],
  ]);
  expect(queue.peek({ client: OTHER })).toMatchObject([{ client: 'acme gateway 0002', alias: 'b', priority: 2 }]);
});

test('export brings everything, page by page, and ends with its signal', async () => {
  const queue = await openBacklog();
  const lines: string[] = [];
  for await (const line of queue.export()) lines.push(line);
  expect(lines).toHaveLength(COUNT + 1);
  const parsed = lines.map((line) => JSON.parse(line) as { value: string });
  expect(parsed.map(({ value }) => value).slice(198, 202)).toEqual(['198', '199', '200', '201']);
  expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await expect(queue.export({ signal: controller.signal })[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
});

test('stats tell the oldest, the rates and when the queue will be empty', async () => {
  const queue = await openBacklog();
  const stats = queue.stats();
  expect(stats).toMatchObject({ messages: COUNT + 1, oldestMs: 5000, rates: { delivered: 0 } });
  expect(stats.rates.queued).toBeGreaterThan(50);
  expect(stats.drainedInMs).toBeUndefined();
});

test('no line shows more than 8 characters of a CIK, or breaks the line', async () => {
  const { queue, upstream } = await openQueue();
  upstream.onDeliver = all(REJECTED);
  const cik = 'c1d2'.repeat(10);
  await queue.enqueue({ client: { cik }, alias: 'a', value: 'one\ntwo' });
  await queue.drain();
  const [letter] = queue.deadLetters();
  const line = letter === undefined ? '' : formatDeadLetter(letter);
  expect(JSON.parse(line)).toMatchObject({ client: 'CIK c1d2c1d2…', value: 'one\ntwo', reason: 'bad value' });
  expect(line).not.toContain(cik.slice(0, 9));
  expect(line.indexOf('\n')).toBe(line.length - 1);
  const waiting = { client: 'x', id: 1, alias: 'a', value: Buffer.from('v'), timestamp: 1, priority: 0 };
  expect(formatWaiting({ ...waiting, maybeSent: false })).toBe(
    '{"client":"x","id":1,"alias":"a","timestamp":1,"priority":0,"maybeSent":false,"value":"v"}\n',
  );
});
