import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { createCounters } from '../src/counters.ts';

test('counts what was delivered and queued', () => {
  const counters = createCounters(0, 10);
  counters.countDelivered(2);
  counters.countQueued(3);
  expect([counters.delivered, counters.queued]).toEqual([2, 3]);
});

test('plans the removal of the oldest dead letters only when there would be too many, and reports it', () => {
  const dropped: unknown[] = [];
  const listen = (event: unknown): void => {
    dropped.push(event);
  };
  subscribe('gmq:dead:dropped', listen);
  onTestFinished(() => {
    unsubscribe('gmq:dead:dropped', listen);
  });
  const counters = createCounters(8, 10);
  expect(counters.planBurial(0)).toEqual([]);
  expect(counters.planBurial(2)).toEqual([]);
  counters.countBuried(2);
  expect(counters.planBurial(3)).toEqual([{ kind: 'trimDead', keep: 10 }]);
  counters.countBuried(3);
  expect([counters.deadLetters, counters.deadDropped]).toEqual([10, 3]);
  expect(dropped).toEqual([{ letters: 3 }]);
});
