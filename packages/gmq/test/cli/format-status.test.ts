import { expect, test } from 'vitest';
import { formatStatus, parseStats } from '../../src/cli/format-status.ts';
import type { LaneStatus, QueueStats } from '../../src/index.ts';
import { CLIENT, openQueue } from '../fixtures/open-queue.ts';

const NOW = 1_700_000_000_000;

function statsOf(given: Partial<QueueStats> = {}): QueueStats {
  return {
    messages: 0,
    bytes: 0,
    delivered: 0,
    queued: 0,
    deadLetters: 0,
    deadLettersDropped: 0,
    dropped: { expired: 0, evicted: 0, superseded: 0 },
    retimed: 0,
    rates: { queued: 0, delivered: 0 },
    clients: [],
    ...given,
  };
}

test('reads what a queue really says of itself', async () => {
  const { queue } = await openQueue();
  await queue.write({ client: CLIENT, values: [['a', '1']] });
  expect(parseStats(JSON.stringify(queue.stats()))).toEqual(queue.stats());
});

test.each([
  'hello',
  'null',
  '{}',
  JSON.stringify({ ...statsOf(), messages: '1' }),
  JSON.stringify({ ...statsOf(), clients: [{}] }),
])('%s is no status', (text) => {
  expect(parseStats(text)).toBeUndefined();
});

test('tells what waits, what went out and what could not', () => {
  expect(formatStatus(statsOf({ messages: 3, bytes: 210, delivered: 7, deadLetters: 1 }), NOW)).toBe(
    'waiting       3 messages, 210 bytes\ndelivered     7 since the start\ndead letters  1\n',
  );
  expect(formatStatus(statsOf({ deadLetters: 9, deadLettersDropped: 2 }), NOW)).toContain('dead letters  9, 2 dropped');
});

test.each<[Partial<LaneStatus>, string]>([
  [{ messages: 0, state: 'idle' }, 'acme gateway 0001  0 waiting, idle'],
  [
    { messages: 2, state: 'waiting', retryAt: NOW + 1500, lastError: 'It is down.' },
    'acme gateway 0001  2 waiting, waiting, next attempt in 2 s: It is down.',
  ],
  [{ messages: 2, state: 'waiting', retryAt: NOW - 1 }, 'acme gateway 0001  2 waiting, waiting, next attempt in 0 s'],
])('has a line per client: %j', (given, line) => {
  const client: LaneStatus = { client: 'acme gateway 0001', messages: 0, bytes: 0, state: 'idle', ...given };
  expect(formatStatus(statsOf({ clients: [client] }), NOW).split('\n')).toContain(line);
});
