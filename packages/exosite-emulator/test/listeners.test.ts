import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { createListeners } from '../src/listeners.ts';

test('the same function added twice is called twice and ends twice', () => {
  const listeners = createListeners<number>();
  const heard: number[] = [];
  const listen = (event: number): void => {
    heard.push(event);
  };
  const ends = [listeners.add(listen), listeners.add(listen)];
  listeners.emit(1);
  ends[0]?.();
  ends[0]?.();
  listeners.emit(2);
  expect(heard).toEqual([1, 1, 2]);
  expect(listeners.size).toBe(1);
});

test('a listener that throws is published and does not keep the event from the others', () => {
  const failures: unknown[] = [];
  const collect = (message: unknown): void => {
    failures.push(message);
  };
  subscribe('exosite-emulator:listener:failed', collect);
  onTestFinished(() => {
    unsubscribe('exosite-emulator:listener:failed', collect);
  });
  const listeners = createListeners<number>();
  const heard: number[] = [];
  listeners.add(() => {
    throw new Error('listener');
  });
  listeners.add((event) => heard.push(event));
  listeners.emit(7);
  expect(heard).toEqual([7]);
  expect(failures).toMatchObject([{ error: { message: 'listener' } }]);
});
