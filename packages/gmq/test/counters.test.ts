import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { createCounters } from '../src/counters.ts';

test('counts what was delivered and queued', () => {
  const counters = createCounters({ countDead: () => 0, maxDeadLetters: 10, maxDeadBytes: 100, elapsedMs: () => 0 });
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
    maxDeadLetters: 10,
    maxDeadBytes: 100,
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
