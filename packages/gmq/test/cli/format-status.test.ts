import { expect, test } from 'vitest';
import { formatDuration, formatStatus, parseStats } from '../../src/cli/format-status.ts';
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

test('tells what waits, how long it takes, what went out and what could not', () => {
  const rates = { queued: 1.5, delivered: 4 };
  const busy = statsOf({ messages: 3, bytes: 210, delivered: 7, deadLetters: 1, rates, oldestMs: 3_700_000 });
  expect(formatStatus({ ...busy, drainedInMs: 1200 }, NOW)).toBe(
    [
      'waiting       3 messages, 210 bytes',
      'oldest        1 h 1 min',
      'rates         1.5/s in, 4/s out of the queue',
      'empty in      2 s',
      'delivered     7 since the start',
      'dead letters  1',
      '',
    ].join('\n'),
  );
  expect(formatStatus(busy, NOW)).toContain('empty in      unknown');
  expect(formatStatus(statsOf(), NOW)).not.toContain('empty in');
  expect(formatStatus(statsOf({ deadLetters: 9, deadLettersDropped: 2 }), NOW)).toContain('dead letters  9, 2 dropped');
});

test('tells what was let go of, what was put right, and that the clock is wrong', () => {
  const dropped = { expired: 2, evicted: 0, superseded: 1 };
  const text = formatStatus(statsOf({ dropped, retimed: 4, clockIsOffMs: -90_061_000 }), NOW);
  expect(text).toContain('dropped       2 expired, 1 superseded\n');
  expect(text).toContain('put right     the times of 4 messages\n');
  expect(text).toContain('clock         1 d 1 h slow\n');
  expect(formatStatus(statsOf({ clockIsOffMs: 900 }), NOW)).not.toContain('clock');
});

test.each([
  [0, '0 s'],
  [1, '1 s'],
  [60_000, '1 min'],
  [86_400_000 * 400 + 5000, '400 d 5 s'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
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
