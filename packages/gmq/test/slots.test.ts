import { expect, test } from 'vitest';
import { createSlots } from '../src/slots.ts';
import { createGate } from './fixtures/scripted-upstream.ts';

test('runs so many at a time, the rest in the order of asking', async () => {
  const slots = createSlots(2);
  const gates = [createGate(), createGate(), createGate()];
  const started: number[] = [];
  const runs = gates.map((gate, index) =>
    slots.run(async () => {
      started.push(index);
      await gate.promise;
      return index;
    }),
  );
  expect(started).toEqual([0, 1]);
  gates[1]?.open();
  await runs[1];
  await Promise.resolve();
  expect(started).toEqual([0, 1, 2]);
  gates[0]?.open();
  gates[2]?.open();
  expect(await Promise.all(runs)).toEqual([0, 1, 2]);
});

test('a task that fails gives its slot back', async () => {
  const slots = createSlots(1);
  await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await slots.run(() => Promise.resolve('yes'))).toBe('yes');
});
