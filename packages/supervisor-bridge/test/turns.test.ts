import { expect, test } from 'vitest';
import { createTurns } from '../src/turns.ts';

test('runs one task after another, in order, also behind one that fails', async () => {
  const turns = createTurns();
  const log: string[] = [];
  const gate = Promise.withResolvers<undefined>();
  const first = turns.run(async () => {
    log.push('first starts');
    await gate.promise;
    log.push('first ends');
    throw new Error('first fails');
  });
  const second = turns.run(() => {
    log.push('second');
    return Promise.resolve(2);
  });
  gate.resolve(undefined);
  await expect(first).rejects.toThrow('first fails');
  await expect(second).resolves.toBe(2);
  expect(log).toEqual(['first starts', 'first ends', 'second']);
});

test('a caller that gives up while it waits never acts', async () => {
  const turns = createTurns();
  const gate = Promise.withResolvers<undefined>();
  const first = turns.run(() => gate.promise);
  const abort = new AbortController();
  let acted = false;
  const second = turns.run(() => {
    acted = true;
    return Promise.resolve();
  }, abort.signal);
  const reason = new Error('given up');
  abort.abort(reason);
  gate.resolve(undefined);
  await expect(second).rejects.toBe(reason);
  await first;
  expect(acted).toBe(false);
  await expect(turns.run(() => Promise.resolve(3), abort.signal)).rejects.toBe(reason);
});
