import { expect, test } from 'vitest';
import { findQueueFacts } from '../../src/console/queue-facts.ts';

test('finds what a gateway says of its queue, whatever else it reports', () => {
  const report = { apps: [], queue: { messages: 12, bytes: 340 }, pending: ['a.v1.tar.gz'], uname: 'Linux' };
  expect(findQueueFacts(JSON.stringify(report))).toEqual([
    ['queue.messages', '12'],
    ['queue.bytes', '340'],
    ['pending', 'a.v1.tar.gz'],
  ]);
  expect(findQueueFacts('not JSON')).toEqual([]);
});

test('tells a bounded number of facts', () => {
  const queue = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]));
  expect(findQueueFacts(JSON.stringify({ queue }))).toHaveLength(20);
});
