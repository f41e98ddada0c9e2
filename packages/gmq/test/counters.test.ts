import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { createCounters } from '../src/counters.ts';

test('counts what was delivered and queued', () => {
  const counters = createCounters({
    countDead: () => 0,
    limits: { maxDeadLetters: 10, maxDeadBytes: 100 },
    elapsedMs: () => 0,
  });
  counters.countDelivered(2, 'record');
  counters.countQueued(3);
  expect([counters.delivered, counters.queued]).toEqual([2, 3]);
});

test('every burial bounds the dead letters, and what gave way is reported', () => {
  const dropped: unknown[] = [];
  const listen = (event: unknown): void => {
    dropped.push(event);
  };
  subscribe('gmq:dead:dropped', listen);
  onTestFinished(() => {
    unsubscribe('gmq:dead:dropped', listen);
  });
  let inStore = 8;
  const counters = createCounters({
    countDead: () => inStore,
    limits: { maxDeadLetters: 10, maxDeadBytes: 100 },
    elapsedMs: () => 0,
  });
  expect(counters.planBurial(0)).toEqual([]);
  expect(counters.planBurial(2)).toEqual([{ kind: 'trimDead', keep: 10, keepBytes: 100 }]);
  inStore = 10;
  counters.countBuried(2);
  expect(dropped).toEqual([]);
  counters.countBuried(3);
  expect([counters.deadLetters, counters.deadDropped]).toEqual([10, 3]);
  expect(dropped).toEqual([{ letters: 3 }]);
});

test('burials of two lanes in one commit are not taken for letters that gave way', async () => {
  let inStore = 0;
  const limits = { maxDeadLetters: 10, maxDeadBytes: 100 };
  const counters = createCounters({ countDead: () => inStore, limits, elapsedMs: () => 0 });
  inStore = 2;
  counters.countBuried(1);
  counters.countBuried(1);
  expect([counters.deadLetters, counters.deadDropped]).toEqual([2, 0]);
  await counters.unbury(2, () => {
    inStore = 0;
    counters.countBuried(0);
    return Promise.resolve();
  });
  await expect(counters.unbury(5, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  inStore = 1;
  counters.countBuried(3);
  expect([counters.deadLetters, counters.deadDropped]).toEqual([1, 2]);
});

test('counts what was let go of by reason, what was put right, and how fast', () => {
  const limits = { maxDeadLetters: 10, maxDeadBytes: 100 };
  const counters = createCounters({ countDead: () => 0, limits, elapsedMs: () => 0 });
  counters.countDropped(2, 'evicted');
  counters.countRetimed(3);
  counters.countQueued(4);
  counters.countDelivered(5, 'write');
  counters.countDelivered(6, 'record');
  expect([counters.dropped, counters.retimed]).toEqual([{ expired: 0, evicted: 2, superseded: 0 }, 3]);
  expect([counters.queuedPerSecond(), counters.sentPerSecond()]).toEqual([4, 6]);
});
