import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { publish } from '../src/diagnostics.ts';

test('builds an event only if someone listens', () => {
  let built = 0;
  const build = (): { letters: number } => ({ letters: ++built });
  publish('gmq:dead:dropped', build);
  expect(built).toBe(0);

  const heard: unknown[] = [];
  const listen = (event: unknown): void => {
    heard.push(event);
  };
  subscribe('gmq:dead:dropped', listen);
  publish('gmq:dead:dropped', build);
  unsubscribe('gmq:dead:dropped', listen);
  publish('gmq:dead:dropped', build);
  expect(heard).toEqual([{ letters: 1 }]);
});
