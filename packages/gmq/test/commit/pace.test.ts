import { expect, test } from 'vitest';
import { decidePace, decideWay, estimateDiskMs } from '../../src/commit/pace.ts';

const IDLE = { waiting: 1, waitingBefore: 1, turns: 0, lastCommitMs: 0, sinceCommitMs: Infinity };

test('commits at once when idle (queue 2)', () => {
  expect(decidePace(IDLE)).toEqual({ kind: 'commit' });
});

test('gives a growing group a few more turns, not for ever', () => {
  const growing = { ...IDLE, waiting: 5, waitingBefore: 2 };
  expect(decidePace(growing)).toEqual({ kind: 'turn' });
  expect(decidePace({ ...growing, turns: 8 })).toEqual({ kind: 'commit' });
  expect(decidePace({ ...growing, waitingBefore: 5, turns: 3 })).toEqual({ kind: 'commit' });
});

test.each([
  [0.2, { kind: 'commit' }],
  [3, { kind: 'turn' }],
  [5, { kind: 'wait', ms: 2 }],
  [20, { kind: 'wait', ms: 5 }],
  [100, { kind: 'wait', ms: 25 }],
  [1000, { kind: 'wait', ms: 25 }],
])(
  'leaves the event loop room right after a slow commit, none after a fast one: %d ms (queue 2)',
  (lastCommitMs, pace) => {
    expect(decidePace({ ...IDLE, lastCommitMs, sinceCommitMs: 0 })).toEqual(pace);
    expect(decidePace({ ...IDLE, lastCommitMs, sinceCommitMs: lastCommitMs / 4 })).toEqual({ kind: 'commit' });
  },
);

test('a disk that blocks the event loop is synced aside; one that is fast is not waited for in another thread', () => {
  expect(decideWay('blocking', 0.2)).toBe('blocking');
  expect(decideWay('blocking', 5)).toBe('aside');
  expect(decideWay('aside', 5)).toBe('aside');
  expect(decideWay('aside', 1.5)).toBe('aside');
  expect(decideWay('aside', 0.3)).toBe('blocking');
});

test('the work of a large group is no slow disk: another thread does nothing about it', () => {
  expect(decideWay('blocking', estimateDiskMs(5, 1000))).toBe('blocking');
  expect(decideWay('blocking', estimateDiskMs(8, 1000))).toBe('aside');
  expect(decideWay('aside', estimateDiskMs(5.5, 1000))).toBe('blocking');
  expect(estimateDiskMs(1, 1000)).toBe(0);
});
